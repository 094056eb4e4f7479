// A sign that the lead may buy now, in the history of the lead.

import { h } from "../../elements";

export function signal_row({ kind, at, signal }) {
	return h(
		"li",
		{},
		h("div", { class: "li-rule-line" }, h("span", { class: "li-rule" }, __(kind)), h("span", { class: "li-quiet" }, at ? frappe.datetime.str_to_user(at) : "")),
		h("div", { class: "li-skipped" }, signal.words)
	);
}
