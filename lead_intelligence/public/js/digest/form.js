// A subscription to the weekly digest.

import { show_digest } from "./preview";

export const digest_events = {
	setup(frm) {
		frm.set_query("user", () => ({ filters: { user_type: "System User", name: ["not in", ["Administrator", "Guest"]] } }));
	},
	refresh(frm) {
		const is_own = frm.doc.user === frappe.session.user;
		if (!frm.is_new() && is_own) frm.add_custom_button(__("Preview"), () => show_digest(frm.doc.company));
		if (!frm.is_new() && frm.doc.disabled) frm.set_intro(__("This digest is stopped. Take the tick off Disabled to get it again."), "orange");
	},
};
