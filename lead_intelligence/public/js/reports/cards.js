// The rows of a report on a phone: one card each, its first figures below each other and the others folded.

import { h } from "../elements";
import { button } from "../preview/block";
import { count } from "../preview/figures";
import { cell_markup } from "./formatter";

const PAGE = 30;
const AT_ONCE = 6;

/** Draws them beside the table, which is hidden on a phone. */
export function draw_cards(report) {
	const place = report.$report[0];
	place.querySelectorAll(":scope > .li-row-cards").forEach((old) => old.remove());
	const columns = report.columns.filter(({ hidden }) => !hidden);
	const root = h("div", { class: "li-row-cards" });
	place.append(root);
	show(root, columns, report.data, 0);
}

function show(root, columns, rows, from) {
	const next = rows.slice(from, from + PAGE).map((row) => card(columns, row));
	const left = rows.length - from - next.length;
	root.append(...next);
	if (!left) return;
	const more = button(__("Show {0} More", [count(Math.min(left, PAGE))]), () => {
		more.remove();
		show(root, columns, rows, from + PAGE);
	});
	more.classList.add("li-show-more");
	root.append(more);
}

function card([first, ...others], row) {
	const about = others.filter(({ fieldname }) => is_worth(row, fieldname));
	const [seen, folded] = about.length > AT_ONCE + 1 ? [about.slice(0, AT_ONCE), about.slice(AT_ONCE)] : [about, []];
	return h(
		"section",
		{ class: `li-row-card${row.bold || row.is_total_row ? " li-strong" : ""}` },
		h("h4", {}, cell(first, row)),
		figures(seen, row),
		folded.length > 0 && h("details", {}, h("summary", {}, __("{0} more figures", [count(folded.length)])), figures(folded, row))
	);
}

const figures = (columns, row) => h("dl", {}, columns.map((column) => h("div", {}, h("dt", {}, column.label), h("dd", {}, cell(column, row)))));

/** An empty text takes no room; a figure that does not exist is told, as it may say why. */
function is_worth(row, name) {
	return row[name] !== "" && (row[name] !== null || Boolean(row[`${name}_why`]));
}

function cell(column, row) {
	const content = h("span", {});
	// Ours, with all data in it escaped.
	content.innerHTML = column.li_shape ? cell_markup(row[column.fieldname], column, row) : frappe.format(row[column.fieldname], column, null, row);
	return content;
}
