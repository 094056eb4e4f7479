// A condition to read, for versions that cannot be changed any more.

import { h } from "../elements";
import { is_blank, is_group } from "./tree";

export function reading(node, vocabulary) {
	if (!is_group(node)) return h("span", {}, comparison(node, vocabulary));
	if (node.bare) return reading(node.parts[0], vocabulary);
	const title = node.joint === "all" ? __("All of these must hold") : __("One of these is enough");
	const parts = node.parts.map((part) => h("li", {}, reading(part, vocabulary)));
	return h("div", { class: "li-reading" }, h("div", { class: "li-quiet" }, title), h("ul", {}, parts));
}

function comparison({ field, operator, value }, vocabulary) {
	const known = vocabulary.field(field);
	const words = vocabulary.operators_for({ field, operator }).find((one) => one.operator === operator);
	return [
		h("strong", {}, known ? known.label : field),
		" ",
		words ? words.label : operator,
		" ",
		is_blank(value) ? null : h("span", { class: "li-value" }, shown(value, known)),
	];
}

function shown(value, field) {
	const options = (field && field.options) || [];
	const one = (item) => (options.find((option) => option.value === item) || { label: String(item) }).label;
	return Array.isArray(value) ? value.map(one).join(", ") : one(value);
}
