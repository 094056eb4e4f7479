// The profile of a rep.

import { offering_zones } from "../time_zones/choices";
import { offer_switch } from "./out_of_office";
import { show_state } from "./state";

export const rep_profile_events = {
	...offering_zones("time_zone"),
	setup(frm) {
		frm.set_query("user", () => ({ filters: { user_type: "System User", name: ["not in", ["Administrator", "Guest"]] } }));
		frm.set_query("employee", () => ({ filters: frm.doc.user ? { user_id: ["in", [frm.doc.user, ""]] } : {} }));
	},
	refresh(frm) {
		show_state(frm);
		offer_switch(frm);
	},
};
