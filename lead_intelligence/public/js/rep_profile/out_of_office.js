// A rep who may not change the profile goes out of office, and comes back, all the same.

import { call } from "../server";

export function offer_switch(frm) {
	const is_own = frm.doc.user === frappe.session.user;
	if (frm.is_new() || !is_own || frm.perm[0]?.write) return;
	if (frm.doc.out_of_office) frm.add_custom_button(__("I Am Back"), () => turn(frm, { away: 0 }));
	else frm.add_custom_button(__("I Am Away"), () => ask_until(frm));
}

function ask_until(frm) {
	frappe.prompt(
		[
			{
				fieldname: "until",
				fieldtype: "Datetime",
				label: __("Away Until"),
				description: __("Blank: until you say that you are back."),
			},
		],
		({ until }) => turn(frm, { away: 1, until }),
		__("Out of Office"),
		__("I Am Away")
	);
}

async function turn(frm, args) {
	if (await call("rep_profile.out_of_office", args, { freeze: true })) frm.reload_doc();
}
