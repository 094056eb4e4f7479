// Counts, shares and ranges as people read them.

import { h } from "../elements";

export const NOTHING = "–";

export function count(number) {
	return format_number(number, null, 0);
}

/** "12.4 %"; a dash where there is nothing to take a share of. */
export function share_text(share, decimals = 1) {
	return is_none(share) ? NOTHING : `${format_number(100 * share, null, decimals)}\u00a0%`;
}

export function share_range(low, high) {
	if (is_none(low)) return "";
	return `${format_number(100 * low, null, 0)}–${share_text(high, 0)}`;
}

export function plain(number, decimals = 2) {
	return is_none(number) ? NOTHING : format_number(number, null, decimals);
}

export function plain_range(low, high, decimals = 2) {
	return is_none(low) ? "" : `${plain(low, decimals)}–${plain(high, decimals)}`;
}

/** With its sign, as differences are told. */
export function signed_plain(number, decimals = 2) {
	const sign = number > 0 ? "+" : number < 0 ? "−" : "";
	return sign + format_number(Math.abs(number), null, decimals);
}

export function leads_text(number) {
	return number === 1 ? __("1 lead") : __("{0} leads", [count(number)]);
}

export function day(moment) {
	return frappe.datetime.str_to_user(String(moment).slice(0, 10));
}

/** A day with its time, without seconds; nothing for no moment. */
export function minute(moment) {
	return moment ? frappe.datetime.str_to_user(moment).replace(/(\d:\d\d):\d\d/, "$1") : "";
}

export function is_none(value) {
	return value === null || value === undefined;
}

/** A rate as a dot and its range as a bar, on a line from 0 to `most`. */
export function interval_bar({ rate, rate_low, rate_high }, most, colour = "blue") {
	if (is_none(rate)) return h("span", { class: "li-interval" });
	const at = (share) => `${Math.min(100, (100 * share) / (most || 1)).toFixed(2)}%`;
	const range = { class: "li-interval-range", style: `left: ${at(rate_low)}; right: calc(100% - ${at(rate_high)})` };
	return h(
		"span",
		{ class: `li-interval li-${colour}`, "aria-hidden": "true" },
		h("span", range),
		h("span", { class: "li-interval-rate", style: `left: ${at(rate)}` })
	);
}

/** Where a line that is to hold all these rates with their ranges ends: a round share. */
export function round_end(rates) {
	const highest = Math.max(0.05, ...rates.map((one) => (is_none(one.rate_high) ? 0 : one.rate_high)));
	const step = [0.05, 0.1, 0.2, 0.25, 0.5].find((width) => highest / width <= 4) || 0.5;
	return Math.min(1, Math.ceil(highest / step - 1e-9) * step);
}
