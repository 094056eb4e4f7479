// How the cells of our reports are drawn. Frappe's table, print and PDF all ask for markup.

import { NOTHING, is_none } from "../preview/figures";
import { figure_text, is_number } from "./figures";

const escape = (text) => frappe.utils.escape_html(String(text));

/** As Frappe calls it; `row` is the record itself where a page is printed. */
export function formatter(value, row, column, data, default_formatter) {
	const shape = column.li_shape;
	if (!shape || !data) return default_formatter(value, row, column, data);
	return cell_markup(value, column, data, row !== data);
}

/** `can_act`: on the page, where figures can be clicked and say more than is seen; not on paper. */
export function cell_markup(value, column, data, can_act = true) {
	const is_head = column.fieldname === head_column();
	const figure = is_head && value === "" ? `<span class="li-quiet">${escape(__("Not Set"))}</span>` : figure_markup(value, column, data, can_act);
	const more = [marks(column, data), is_head && row_mark(data)].filter(Boolean).join(" ");
	const style = [is_number(column.li_shape) && "li-figure", is_head && "li-head-cell", (data.bold || data.is_total_row) && "li-strong"].filter(Boolean).join(" ");
	const content = is_head ? `<span class="li-head-name">${figure}</span>` : figure;
	return `<span class="${style}">${more ? `${content} ${more}` : content}</span>`;
}

function figure_markup(value, column, data, can_act) {
	const shape = column.li_shape;
	const name = column.fieldname;
	if (shape === "Lead" && value) return lead_link(value, data[`${name}_label`] || value);
	if (shape === "User" && value) return escape(data[`${name}_label`] || full_name(value));
	if (is_none(value) || value === "") return shape === "Text" ? "" : nothing(can_act && data[`${name}_why`]);
	const text = escape(figure_text(value, shape, data.currency));
	const about = can_act ? title_of(column, data) : "";
	if (can_act && column.li_drill && data.key && value) {
		return `<button type="button" class="li-drill" data-li-key="${escape(data.key)}" data-li-column="${escape(name)}"${about}>${text}</button>`;
	}
	return about ? `<span${about}>${text}</span>` : text;
}

function nothing(why) {
	return why ? `<span class="li-nothing" title="${escape(why)}">${NOTHING}<span class="sr-only">${escape(why)}</span></span>` : `<span class="li-nothing">${NOTHING}</span>`;
}

function lead_link(name, label) {
	return `<a href="${escape(frappe.utils.get_form_link("Lead", name))}">${escape(label)}</a>`;
}

/** Users whom the desk does not know stand with their id. */
function full_name(user) {
	const known = frappe.boot.user_info && frappe.boot.user_info[user];
	return (known && known.fullname) || user;
}

/** Of how many the share is, and between which shares the true one lies. */
function title_of(column, data) {
	const of = data[`${column.fieldname}_of`];
	const range = range_text(column, data);
	const words = [!is_none(of) && __("of {0}", [figure_text(of, "Count")]), range && __("95 % range: {0}", [range])].filter(Boolean).join("; ");
	return words ? ` title="${escape(words)}"` : "";
}

export function range_text({ fieldname, li_shape }, data) {
	const [low, high] = [data[`${fieldname}_low`], data[`${fieldname}_high`]];
	if (is_none(low) || is_none(high)) return "";
	return li_shape === "Share" ? `${format_number(low, null, 0)}–${format_number(high, null, 0)}\u00a0%` : `${figure_text(low, li_shape)}–${figure_text(high, li_shape)}`;
}

function marks(column, data) {
	if (!data[`${column.fieldname}_few`] || is_none(data[column.fieldname])) return "";
	const range = range_text(column, data);
	const words = range ? __("few cases: {0}", [range]) : __("few cases");
	return `<span class="li-mark" title="${escape(__("Too few cases to tell chance from a difference."))}">${escape(words)}</span>`;
}

function head_column() {
	const [first] = (frappe.query_report && frappe.query_report.columns) || [];
	return first && first.fieldname;
}

/** At the head of the row, once. */
function row_mark({ unripe }) {
	if (!unripe) return "";
	return `<span class="li-mark li-unripe" title="${escape(__("Some of these leads are too young to be judged: what has not become of them yet is not lost."))}">${escape(__("not ripe yet"))}</span>`;
}
