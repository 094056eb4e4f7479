// The columns of a file, and what each of them means.

import { h } from "../elements";

const MEANINGS = ["Ignore", "Source", "Campaign", "From", "To", "Month", "Amount", "Currency", "Note"];

/** `columns`: {column, meaning, example}; `meaning` follows what is chosen, of which `changed` is told. */
export function columns_table(columns, changed) {
	return h(
		"table",
		{ class: "li-table li-stacks" },
		h("thead", {}, h("tr", {}, [__("Column of the File"), __("Is"), __("For Example")].map((label) => h("th", { scope: "col" }, label)))),
		h("tbody", {}, columns.map((column) => row(column, changed)))
	);
}

function row(column, changed) {
	const choose = ({ target }) => {
		column.meaning = target.value;
		changed();
	};
	const options = MEANINGS.map((value) => h("option", { value, selected: value === column.meaning }, __(value)));
	const select = h("select", { class: "form-control input-xs", "aria-label": __("What {0} is", [column.column]), onchange: choose }, options);
	return h(
		"tr",
		{ class: column.meaning === "Ignore" ? "li-ignored" : null },
		h("th", { scope: "row" }, column.column),
		h("td", { "data-label": __("Is") }, select),
		h("td", { "data-label": __("For Example") }, column.example)
	);
}
