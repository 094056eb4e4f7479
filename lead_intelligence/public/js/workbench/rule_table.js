// The rules with what they matched, in an order that the reader chooses.

import { h } from "../elements";
import { count, round_end } from "../preview/figures";
import { rule_row } from "./rule_row";
import { weight } from "./suggestions";

const ORDERS = {
	suggestions: (one, other) => weight(other) - weight(one) || one.place - other.place,
	model: (one, other) => one.place - other.place,
	points: (one, other) => other.points - one.points,
	most: (one, other) => other.leads - one.leads,
	least: (one, other) => one.leads - other.leads,
	conversion: (one, other) => rate(other) - rate(one),
};

const rate = (rule) => (rule.rate === null ? -1 : rule.rate);

export class RuleTable {
	constructor({ rules, leads }) {
		this.rules = rules.map((rule, place) => ({ ...rule, place }));
		this.leads = leads;
		this.end = round_end(rules);
		const concerned = rules.filter((rule) => rule.suggestions.length).length;
		this.order = h("select", { class: "form-control input-xs", onchange: () => this.draw() }, options());
		this.only = h("input", { type: "checkbox", onchange: () => this.draw(), disabled: !concerned });
		this.body = h("tbody", {});
		this.told = h("span", { class: "li-quiet", role: "status" });
		this.element = h(
			"div",
			{},
			h(
				"div",
				{ class: "li-tools" },
				h("label", {}, h("span", { class: "li-quiet" }, __("Order")), this.order),
				h("label", {}, this.only, h("span", {}, __("Only with suggestions ({0})", [count(concerned)]))),
				this.told
			),
			h(
				"table",
				{ class: "li-table li-stacks li-rules" },
				h("caption", { class: "sr-only" }, __("Rules and what they matched")),
				h(
					"thead",
					{},
					h(
						"tr",
						{},
						columns().map(([label, style]) => h("th", { scope: "col", class: style }, label))
					)
				),
				this.body
			)
		);
		this.draw();
	}

	draw() {
		const rules = this.rules
			.filter((rule) => !this.only.checked || rule.suggestions.length)
			.sort(ORDERS[this.order.value]);
		this.body.replaceChildren(...rules.flatMap((rule) => rule_row(rule, this.leads, this.end)));
		this.told.textContent = __("{0} of {1} rules", [count(rules.length), count(this.rules.length)]);
	}
}

function options() {
	const orders = [
		["suggestions", __("Suggestions first")],
		["model", __("As in the model")],
		["points", __("Most points first")],
		["most", __("Most matches first")],
		["least", __("Fewest matches first")],
		["conversion", __("Best conversion first")],
	];
	return orders.map(([value, label]) => h("option", { value }, label));
}

function columns() {
	return [
		[__("Rule"), null],
		[__("Points"), "li-number"],
		[__("Matches"), null],
		[__("Conversion"), null],
		[__("Overlaps"), null],
	];
}
