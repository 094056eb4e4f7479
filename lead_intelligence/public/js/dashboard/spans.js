// The choice of days, and of the company where there are several.

import { h } from "../elements";
import { named } from "../team_board/focus";

/** `spans`: [{ value, label }]. On a phone, where the buttons would take half of the screen, it is one box. */
export function span_switch(spans, chosen, choose) {
	return h("div", { class: "li-board-spans" }, buttons(spans, chosen, choose), box(spans, chosen, choose));
}

function buttons(spans, chosen, choose) {
	return h("div", { class: "li-board-buttons", role: "group", "aria-label": __("Period") }, spans.map((span) => button(span, span.value === chosen, choose)));
}

function button({ value, label }, is_chosen, choose) {
	const attributes = { type: "button", class: `btn btn-xs li-board-span ${is_chosen ? "li-chosen" : ""}`, "aria-pressed": String(is_chosen), onclick: () => choose(value) };
	return named(h("button", attributes, label), `span ${value}`);
}

function box(spans, chosen, choose) {
	const options = spans.map(({ value, label }) => h("option", { value, selected: value === chosen }, label));
	const select = h("select", { class: "form-control input-xs li-board-box", "aria-label": __("Period"), onchange: ({ target }) => choose(target.value) }, options);
	return named(select, "spans");
}

/** Nothing where there is nothing to choose. */
export function company_switch(companies, chosen, choose) {
	if (companies.length < 2) return null;
	const options = [h("option", { value: "" }, __("All Companies")), ...companies.map((name) => h("option", { value: name, selected: name === chosen }, name))];
	const select = h("select", { class: "form-control input-xs li-board-company", "aria-label": __("Company"), onchange: ({ target }) => choose(target.value || null) }, options);
	return named(select, "company");
}
