// What the form says above its fields: criteria that can no longer be judged, and which other definitions are live.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { day } from "../preview/figures";
import { DEFINITION } from "./store";

export function show_state(frm, { broken = [], others = [] }) {
	const field = frm.fields_dict.definition_state;
	const content = [broken.length > 0 && broken_criteria(frm, broken), others.length > 0 && other_definitions(others)];
	const shown = content.filter(Boolean);
	field.$wrapper.empty();
	if (shown.length) field.$wrapper.append(h("div", { class: "li-panel li-around" }, shown));
	frm.toggle_display("definition_state", shown.length > 0);
}

function broken_criteria({ doc }, broken) {
	const words =
		doc.docstatus === 0
			? __("These criteria no longer fit the leads. Set them again before you save:")
			: __("These criteria can no longer be judged, so no lead meets them. Make a new version without them:");
	const rows = broken.map(({ row, criterion, problem }) =>
		h("li", {}, __("Row {0}", [row]), ", ", h("strong", {}, criterion), ": ", problem)
	);
	return notice("warning", h("div", {}, words), h("ul", { class: "li-broken" }, rows));
}

const DECIDES = {
	wins: () => __("this definition decides on leads that both are for"),
	yields: () => __("the other one decides on leads that both are for"),
	"by subject": () => __("the first subject of interest of a lead decides"),
	apart: () => __("no lead is for both"),
};

function other_definitions(others) {
	const rows = others.map((other) =>
		h(
			"li",
			{},
			h("a", { href: frappe.utils.get_form_link(DEFINITION, other.name) }, other.name),
			" ",
			h("span", { class: "li-quiet" }, `${scope_text(other)}, ${__("live since {0}", [day(other.valid_from)])}`),
			h("div", { class: "li-precedence" }, DECIDES[other.precedence]())
		)
	);
	return h(
		"div",
		{ class: "li-others" },
		h("div", { class: "li-quiet" }, __("Also live for this company. The narrower one decides.")),
		h("ul", {}, rows)
	);
}

/** Whose leads a definition is for, within its company. */
export function scope_text({ market_segment, product_line }) {
	return [product_line, market_segment].filter(Boolean).join(" · ") || __("all leads");
}
