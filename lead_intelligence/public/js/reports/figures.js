// Figures of reports as people read them. A figure that does not exist is a dash, never nought.

import { NOTHING, is_none } from "../preview/figures";

const MINUTES_OF_AN_HOUR = 60;
const MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR;

const TEXTS = {
	Count: (value) => number(value, 0),
	// Columns and cards hold shares as per cent, so that what is exported is what is read.
	Share: (value) => `${number(value, 1)}\u00a0%`,
	Factor: (value) => number(value, 2),
	Days: (value) => number(value, 1),
	Minutes: minutes_text,
	Amount: amount_text,
	Date: (value) => frappe.datetime.str_to_user(String(value).slice(0, 10)),
	Moment: (value) => frappe.datetime.str_to_user(String(value)).replace(/(\d:\d\d):\d\d/, "$1"),
};

/** Numbers stand at the end of their cell. */
export const is_number = (shape) => ["Count", "Share", "Factor", "Days", "Minutes", "Amount"].includes(shape);

/** `shape`: as the server names what a column, a card or a chart holds. `currency`: of an amount. */
export function figure_text(value, shape, currency = null) {
	if (is_none(value) || value === "") return NOTHING;
	const text = TEXTS[shape];
	return text ? text(value, currency) : String(value);
}

/** As many decimals as are needed, up to `most`: 14, 48.4. What is not nought never reads as nought. */
function number(value, most) {
	const factor = 10 ** most;
	const shown = Math.round(value * factor) / factor;
	if (!shown && value) return value > 0 ? `<\u00a0${format_number(1 / factor, null, most)}` : `>\u00a0−${format_number(1 / factor, null, most)}`;
	return format_number(shown, null, Number.isInteger(shown) ? 0 : most).replace(/^-/, "−");
}

function minutes_text(value) {
	const sign = value < 0 ? "−" : "";
	const all = Math.round(Math.abs(value));
	if (!all) return value ? `<\u00a0${__("{0} min", [1])}` : __("{0} min", [0]);
	if (all < MINUTES_OF_AN_HOUR) return sign + __("{0} min", [all]);
	if (all < 2 * MINUTES_OF_A_DAY) return sign + joined([Math.floor(all / MINUTES_OF_AN_HOUR), "{0} h"], [all % MINUTES_OF_AN_HOUR, "{0} min"]);
	const hours = Math.round((all % MINUTES_OF_A_DAY) / MINUTES_OF_AN_HOUR);
	const days = Math.floor(all / MINUTES_OF_A_DAY) + (hours === 24 ? 1 : 0);
	return sign + joined([days, "{0} d"], [hours % 24, "{0} h"]);
}

const UNITS = { "{0} min": (many) => __("{0} min", [many]), "{0} h": (many) => __("{0} h", [many]), "{0} d": (many) => __("{0} d", [many]) };

function joined(...parts) {
	return parts
		.filter(([many]) => many)
		.map(([many, unit]) => UNITS[unit](unit === "{0} d" ? format_number(many, null, 0) : many))
		.join(" ");
}

function amount_text(value, currency) {
	const decimals = Number.isInteger(value) ? 0 : 2;
	return currency ? format_currency(value, currency, decimals) : number(value, 2);
}
