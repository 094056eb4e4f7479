// Marketing contests refusals: one note for the selected ones, and for each that cannot be contested why not.

import { h } from "../elements";
import { open_dialog } from "../lead/stage/dialog";
import { post } from "../server";

export function contest_selected(listview) {
	// Their names are numbers, which the list itself does not find by what is checked.
	const checked = listview.get_checked_items(true).map(String);
	const refusals = listview.data.filter(({ name }) => checked.includes(String(name)));
	const title = refusals.length === 1 ? __("Contest 1 Refusal") : __("Contest {0} Refusals", [refusals.length]);
	const note = {
		fieldname: "note",
		fieldtype: "Small Text",
		label: __("Why should sales look again?"),
		description: __("The lead is handed over once more. A refusal can be contested once."),
		reqd: 1,
		max_height: "90px",
	};
	open_dialog({ title }, [note], null, async (values) => {
		const failed = [];
		for (const { name, lead } of refusals) {
			await post("stage.contest", { handover: String(name), ...values }).catch((error) => failed.push({ lead, why: error.message }));
		}
		finish(listview, refusals.length, failed);
		return failed.length < refusals.length;
	});
}

function finish(listview, asked, failed) {
	const done = asked - failed.length;
	const told = done === 1 ? __("1 lead is handed over once more.") : __("{0} leads are handed over once more.", [done]);
	if (failed.length) {
		const rows = failed.map(({ lead, why }) => h("li", {}, lead, ": ", why));
		frappe.msgprint({ message: h("div", { class: "li-summary" }, h("p", {}, told), h("ul", {}, rows)).outerHTML, indicator: "orange" });
	} else {
		frappe.show_alert({ message: told, indicator: "green" });
	}
	listview.clear_checked_items();
	listview.last_args = null;
	listview.refresh();
}
