// What is entered beside an operator.

import { h } from "../elements";
import { chips } from "./chips";
import { matching } from "./combobox";
import { linked_doctype, search_records } from "./linked_records";
import { number, one_value, text } from "./one_value";
import { is_blank } from "./tree";

/** The element that enters a comparison's value; null where there is none. `changed` takes the new value. */
export function value_input({ field, takes, value, changed }) {
	if (takes === "nothing") return null;
	if (!field || !fits(takes, value)) return foreign_value(field, value, changed);
	const label = __("Value for {0}", [field.label]);
	return INPUTS[takes]({ field, value, label, changed });
}

const INPUTS = {
	one: one_value,
	part: ({ value, label, changed }) => text(value, label, changed),
	range: range,
	days: ({ value, label, changed }) =>
		h("div", { class: "li-days" }, number(value, label, changed, { step: 1, min: 0 }), h("span", {}, __("days"))),
	phrases: (about) =>
		h(
			"div",
			{},
			lines(about),
			h("div", { class: "li-help" }, __("One per line. * stands for the rest of a word: market* finds marketing."))
		),
	many: many,
};

function fits(takes, value) {
	if (is_blank(value)) return takes !== "unknown";
	const scalar = (one) => one === undefined || one === null || typeof one !== "object";
	if (takes === "one" || takes === "part") return scalar(value);
	if (takes === "days") return scalar(value) && !Number.isNaN(Number(value));
	if (takes === "range") return Array.isArray(value) && value.length === 2 && value.every(scalar);
	if (takes === "many" || takes === "phrases") return Array.isArray(value) ? value.every(scalar) : scalar(value);
	return false;
}

function range({ field, value, label, changed }) {
	const ends = Array.isArray(value) ? [...value] : [undefined, undefined];
	const end = (place, name) =>
		one_value({
			field,
			value: ends[place],
			label: `${label}: ${name}`,
			changed(next) {
				ends[place] = next;
				changed([...ends]);
			},
		});
	return h(
		"div",
		{ class: "li-range" },
		end(0, __("lowest")),
		h("span", {}, __("and", null, "between two values")),
		end(1, __("highest"))
	);
}

function many(about) {
	const { field, label, changed } = about;
	if (field.kind === "text") return lines(about);
	const options = field.options || [];
	const shown = (value) => (options.find((one) => one.value === value) || { label: unlisted(field, value) }).label;
	const suggest =
		field.kind === "choice"
			? (text) => matching(options, text)
			: async (text) => search_records(await linked_doctype(field), text);
	return chips({ label, values: listed(about.value), suggest, shown, changed });
}

function unlisted(field, value) {
	return field.kind === "choice" ? __("{0} (no longer a choice)", [value]) : String(value);
}

function listed(value) {
	if (is_blank(value)) return [];
	return Array.isArray(value) ? value : [value];
}

function lines({ value, label, changed }) {
	const input = h("textarea", { class: "form-control", rows: 4, "aria-label": label });
	input.value = listed(value).join("\n");
	input.addEventListener("input", () => {
		const entered = input.value.split("\n").map((line) => line.trim());
		changed(entered.filter(Boolean));
	});
	return input;
}

/** A value that does not fit its operator, or whose field is gone: shown as it stands until it is replaced. */
function foreign_value(field, value, changed) {
	if (is_blank(value)) return null;
	const text = typeof value === "string" ? value : JSON.stringify(value);
	const replace = () => changed(undefined, { redraw: true });
	const button = h("button", { type: "button", class: "btn btn-xs btn-default", onclick: replace }, __("Replace"));
	return h("div", { class: "li-foreign" }, h("code", {}, text), field && button);
}
