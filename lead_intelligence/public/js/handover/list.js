// Hand-overs in a list: what became of each and why, for marketing to learn from and to contest.

import { contest_selected } from "./contest";

const COLOURS = { Waiting: "orange", Accepted: "green", Refused: "red", Lapsed: "darkgrey", Withdrawn: "gray" };

const MAY_CONTEST = ["Lead Marketing", "Sales Manager", "System Manager"];

export const handover_list = {
	add_fields: ["status", "reason", "note", "contested_by", "due_at", "lead"],
	hide_name_column: true,
	get_indicator: ({ status, contested_by }) => {
		const text = contested_by ? __("{0}, contested", [__(status)]) : __(status);
		return [text, COLOURS[status] || "gray", `status,=,${status}`];
	},
	onload(listview) {
		listview.page.add_inner_button(__("Refusals"), () => show_refusals(listview));
		if (frappe.user.has_role(MAY_CONTEST)) listview.page.add_action_item(__("Contest…"), () => contest_selected(listview));
	},
};

async function show_refusals(listview) {
	await listview.filter_area.clear(false);
	await listview.filter_area.set([["Lead Handover", "status", "=", "Refused"]]);
	listview.start = 0;
	listview.refresh();
}
