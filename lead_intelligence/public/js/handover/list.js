// Hand-overs in a list: what became of each and why, for marketing to learn from and to contest.

import { contest_selected } from "./contest";

const COLOURS = { Waiting: "orange", Accepted: "green", Refused: "red", Lapsed: "darkgrey", Withdrawn: "gray" };

const MAY_CONTEST = ["Lead Marketing", "Sales Manager", "System Manager"];

export const handover_list = {
	add_fields: ["status", "contested_by", "decided_by", "lead"],
	hide_name_column: true,
	get_indicator: ({ status, contested_by }) => [
		contested_by ? __("Contested") : __(status),
		COLOURS[status] || "gray",
		`status,=,${status}`,
	],
	formatters: {
		/** Who has answered, or else who is to. */
		to_user: (value, _df, { decided_by }) => frappe.utils.escape_html(name_of(decided_by || value)),
	},
	onload(listview) {
		listview.page.add_inner_button(__("Refusals"), () => show_refusals(listview));
		if (frappe.user.has_role(MAY_CONTEST)) listview.page.add_action_item(__("Contest…"), () => contest_selected(listview));
	},
};

function name_of(user) {
	return user ? frappe.user.full_name(user) : "";
}

async function show_refusals(listview) {
	await listview.filter_area.clear(false);
	await listview.filter_area.set([["Lead Handover", "status", "=", "Refused"]]);
	listview.start = 0;
	listview.refresh();
}
