// How wide the columns of a report are: their headings fit on two lines, and together they fill the page where there is room.

import { is_number } from "./figures";

const LETTER = 7.6;
const AROUND_HEADING = 36;
const AROUND_CELL = 26;
const AROUND_MARK = 24;
const SMALL_LETTER = 6.8;
const FIGURE = 70;
const WIDEST = 320;
const MOST_MEASURED = 200;

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

/** Marks beside a figure, and beside what the row is of, need room of their own. */
function cells_width({ fieldname, li_shape }, rows) {
	if (is_number(li_shape)) return rows.some((row) => row[`${fieldname}_few`]) ? FIGURE + mark_width(__("few cases: {0}", ["00–100\u00a0%"])) : FIGURE + 10;
	const unripe = mark_width(__("not ripe yet"));
	const needs = rows.slice(0, MOST_MEASURED).map((row) => String(row[`${fieldname}_label`] || row[fieldname] || "").length * LETTER + AROUND_CELL + (row.unripe ? unripe : 0));
	return Math.min(Math.max(0, ...needs), WIDEST);
}

const mark_width = (words) => words.length * SMALL_LETTER + AROUND_MARK;
