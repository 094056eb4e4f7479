// The input for a single value, as it fits the field and the operator.

import { h } from "../elements";
import { is_blank } from "./tree";

const DAY = /^\d{4}-\d{2}-\d{2}/;

export function one_value({ field, value, label, changed }) {
	if (field.kind === "choice") return choice(field, value, label, changed);
	if (field.kind === "link" || field.kind === "tree") return link(field, value, label, changed);
	if (field.kind === "number" || field.kind === "money") return number(value, label, changed);
	if (field.kind === "date" || field.kind === "datetime") return day(value, label, changed);
	return text(value, label, changed);
}

export function text(value, label, changed) {
	const input = h("input", { type: "text", class: "form-control", "aria-label": label });
	input.value = is_blank(value) ? "" : String(value);
	input.addEventListener("input", () => changed(input.value.trim() || undefined));
	return input;
}

export function number(value, label, changed, limits = { step: "any" }) {
	// A browser shows nothing for a number that is none, and the value would seem lost.
	if (!is_blank(value) && Number.isNaN(Number(value))) return text(value, label, changed);
	const input = h("input", { type: "number", class: "form-control", "aria-label": label, ...limits });
	input.value = is_blank(value) ? "" : String(value);
	input.addEventListener("input", () => changed(input.value === "" ? undefined : Number(input.value)));
	return input;
}

function choice(field, value, label, changed) {
	const choices = [...field.options];
	if (!is_blank(value) && !choices.some((one) => one.value === value)) {
		choices.push({ value, label: __("{0} (no longer a choice)", [value]) });
	}
	const options = [{ value: "", label: __("Choose…") }, ...choices].map((one) =>
		h("option", { value: one.value, selected: one.value === (value || "") }, one.label)
	);
	const input = h("select", { class: "form-control", "aria-label": label }, options);
	input.addEventListener("change", () => changed(input.value || undefined));
	return input;
}

function link(field, value, label, changed) {
	return control({ fieldtype: "Link", options: field.links_to, only_select: 1 }, value, label, changed);
}

function day(value, label, changed) {
	if (!is_blank(value) && !DAY.test(String(value))) return text(value, label, changed);
	return control({ fieldtype: "Date" }, is_blank(value) ? value : String(value).slice(0, 10), label, changed);
}

function control(df, value, label, changed) {
	const holder = h("div", { class: "li-control" });
	let shown = is_blank(value) ? undefined : value;
	const told = () => {
		const next = made.get_value() || undefined;
		// Controls also tell of what was set on them, late; that is no change, and must not shorten a moment to its day.
		if (next === shown) return;
		shown = next;
		changed(next);
	};
	const made = frappe.ui.form.make_control({
		parent: holder,
		only_input: true,
		render_input: true,
		df: { fieldname: "value", ...df, onchange: told },
	});
	made.$input.attr("aria-label", label).removeClass("input-xs");
	// A value that does not exist any more is shown as it is; only what is entered from here on is checked.
	made.df.ignore_link_validation = 1;
	Promise.resolve(is_blank(value) ? null : made.set_value(value)).then(() => (made.df.ignore_link_validation = 0));
	return holder;
}
