// One comparison: a field, an operator, and what the operator asks for.

import { h, icon } from "../elements";
import { Combobox, matching } from "./combobox";
import { is_blank, is_complete } from "./tree";
import { value_input } from "./value_input";

export class ComparisonRow {
	/** `changed` is called after each change; `remove` takes the comparison out of its group. */
	constructor(comparison, vocabulary, { changed, remove }) {
		Object.assign(this, { comparison, vocabulary, changed });
		this.field_picker = new Combobox({
			label: __("Field"),
			placeholder: __("Choose a field…"),
			text: this.field_label(),
			suggest: (text) => matching(this.fields(), text),
			pick: ({ value }) => this.pick_field(value),
		});
		this.operator_holder = h("div", { class: "li-operator" });
		this.value_holder = h("div", { class: "li-value-input" });
		this.element = h(
			"div",
			{ class: "li-comparison" },
			h("div", { class: "li-field-picker" }, this.field_picker.element),
			this.operator_holder,
			this.value_holder,
			h(
				"button",
				{ type: "button", class: "btn btn-default btn-sm li-remove", onclick: remove, title: __("Remove this condition") },
				icon("close", "sm"),
				h("span", { class: "sr-only" }, __("Remove this condition"))
			)
		);
		this.draw_operator();
		this.draw_value();
		this.mark();
	}

	fields() {
		return this.vocabulary.fields.map(({ name, label, hint = name }) => ({ value: name, label, hint }));
	}

	field_label() {
		const { field } = this.comparison;
		const known = this.vocabulary.field(field);
		if (known || !field) return known ? known.label : "";
		return __("{0} (no longer a field)", [field]);
	}

	takes() {
		return this.vocabulary.takes(this.comparison.operator);
	}

	pick_field(name) {
		const [before, after] = [this.vocabulary.field(this.comparison.field), this.vocabulary.field(name)];
		this.comparison.field = name;
		this.field_picker.show(after.label);
		const fitting = this.vocabulary.operators_for({ field: name }).map((one) => one.operator);
		if (!fitting.includes(this.comparison.operator)) this.comparison.operator = fitting[0];
		const alike = before && before.kind === after.kind && before.links_to === after.links_to;
		if (!alike || after.kind === "choice") this.comparison.value = undefined;
		this.draw_operator();
		this.draw_value();
		this.told();
	}

	pick_operator(operator) {
		const before = this.takes();
		this.comparison.operator = operator;
		this.comparison.value = converted(this.comparison.value, before, this.takes());
		this.draw_value();
		this.told();
	}

	draw_operator() {
		const { operator } = this.comparison;
		const options = this.vocabulary
			.operators_for(this.comparison)
			.map((one) => h("option", { value: one.operator, selected: one.operator === operator }, one.label));
		const picked = (event) => this.pick_operator(event.target.value);
		const select = h("select", { class: "form-control", "aria-label": __("Operator"), onchange: picked }, options);
		select.disabled = !options.length;
		this.operator_holder.replaceChildren(select);
	}

	draw_value() {
		const { comparison } = this;
		const input = value_input({
			field: this.vocabulary.field(comparison.field),
			takes: comparison.operator ? this.takes() : "nothing",
			value: comparison.value,
			changed: (value, { redraw } = {}) => {
				comparison.value = value;
				if (redraw) this.draw_value();
				this.told();
			},
		});
		this.value_holder.replaceChildren(...[input].filter(Boolean));
	}

	told() {
		this.mark();
		this.changed();
	}

	mark() {
		const complete = is_complete(this.comparison, this.takes());
		this.element.classList.toggle("li-incomplete", !complete);
	}

	focus() {
		this.field_picker.input.focus();
	}
}

/** What can be kept of a value when another operator asks for something else. */
function converted(value, before, after) {
	if (before === after || is_blank(value)) return value;
	const values = Array.isArray(value) ? value : [value];
	const [listed, single] = [["many", "phrases"], ["one", "part"]];
	if (listed.includes(before) && listed.includes(after)) return value;
	if (single.includes(before) && single.includes(after)) return value;
	if (single.includes(before) && listed.includes(after)) return values;
	if ((listed.includes(before) || before === "range") && single.includes(after)) return values[0];
	if (before === "one" && after === "range") return [value, undefined];
	return undefined;
}
