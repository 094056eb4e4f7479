// How wide the columns of a report are: their headings fit on two lines, and together they fill the page where there is room.

import { is_number } from "./figures";

const LETTER = 7.6;
const AROUND_HEADING = 36;
const AROUND_CELL = 26;
const WIDEST = 320;

/** Sets `width` and `align` of each column. `room`: in pixels. */
export function fit_columns(columns, rows, room) {
	const needs = columns.map((column) => Math.max(heading_width(column.label), cells_width(column, rows), column.width || 0));
	const left = room - needs.reduce((sum, one) => sum + one, 0) - columns.length - 4;
	columns.forEach((column, place) => {
		column.width = Math.floor(needs[place] + Math.max(0, left) / columns.length);
		column.align = is_number(column.li_shape) ? "right" : "left";
	});
}

function heading_width(label) {
	const longest_word = Math.max(...label.split(/\s+/).map((word) => word.length));
	return Math.max(longest_word, Math.ceil(label.length / 2) + 2) * LETTER + AROUND_HEADING;
}

/** Marks beside a figure need room of their own. */
function cells_width({ fieldname, li_shape }, rows) {
	const few = rows.some((row) => row[`${fieldname}_few`]);
	if (is_number(li_shape)) return few ? 200 : 80;
	const longest = Math.max(0, ...rows.slice(0, 200).map((row) => String(row[`${fieldname}_label`] || row[fieldname] || "").length + (row.unripe ? 14 : 0)));
	return Math.min(longest * LETTER + AROUND_CELL, WIDEST);
}
