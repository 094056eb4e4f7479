// Assignments over time: a column for each day, of what the routing gave and what people gave.

import { h, svg } from "../elements";
import { count } from "../preview/figures";

const WIDTH = 960;
const HEIGHT = 170;
const FOOT = 24;
const SIDE = 34;
const KINDS = [
	{ key: "first", style: "li-blue", label: () => __("to the first owner") },
	{ key: "again", style: "li-orange", label: () => __("to another owner") },
	{ key: "by_hand", style: "li-gray", label: () => __("by hand") },
];

export function chart(days) {
	const all = days.map((day) => KINDS.reduce((sum, { key }) => sum + day[key], 0));
	const total = all.reduce((sum, one) => sum + one, 0);
	if (!total) return h("p", { class: "li-quiet" }, __("No lead was assigned in this time."));
	const most = round_most(Math.max(...all));
	const text = total === 1 ? __("1 assignment in {0} days", [days.length]) : __("{0} assignments in {1} days", [count(total), days.length]);
	const step = (WIDTH - SIDE) / days.length;
	const picture = svg(
		"svg",
		{ class: "li-histogram li-over-time", viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, role: "img", "aria-label": text },
		[0, most / 2, most].map((value) => level(value, most)),
		days.map((day, place) => column(day, place, step, most)),
		days.map((day, place) => tick(day.day, place, step, days.length))
	);
	return [picture, legend(), h("p", { class: "li-quiet li-hint" }, text)];
}

/** Where the scale ends: 2, 4, 10, 20, 40, 100 and so on, so that its half is a whole number. */
function round_most(most) {
	const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
	const end = [2, 4, 10].map((factor) => factor * power).find((one) => one >= most);
	return Math.max(2, end);
}

function level(value, most) {
	const y = HEIGHT - (value / most) * (HEIGHT - 10);
	return [
		svg("line", { class: "li-grid-line", x1: SIDE, x2: WIDTH, y1: y, y2: y }),
		svg("text", { class: "li-tick", x: SIDE - 6, y: y + 4, "text-anchor": "end" }, count(value)),
	];
}

function column(day, place, step, most) {
	const x = SIDE + place * step;
	const told = KINDS.filter(({ key }) => day[key]).map(({ key, label }) => `${label()}: ${count(day[key])}`);
	let y = HEIGHT;
	const parts = KINDS.map(({ key, style }) => {
		const tall = (day[key] / most) * (HEIGHT - 10);
		y -= tall;
		return tall > 0 && svg("rect", { class: `li-stack ${style}`, x: x + step * 0.12, y, width: step * 0.76, height: tall });
	});
	return svg(
		"g",
		{ class: "li-column" },
		svg("title", {}, [frappe.datetime.str_to_user(day.day), ...(told.length ? told : [count(0)])].join("\n")),
		svg("rect", { class: "li-reach", x, y: 0, width: step, height: HEIGHT }),
		parts
	);
}

/** A label for every few days, the last one always. */
function tick(day, place, step, days) {
	const every = Math.ceil(days / 8);
	if ((days - 1 - place) % every) return null;
	const words = moment(day).format(days > 7 ? "D MMM" : "ddd");
	// The last label would not fit under the middle of its column.
	const is_last = place === days - 1;
	const x = is_last ? WIDTH : SIDE + (place + 0.5) * step;
	return svg("text", { class: "li-tick", x, y: HEIGHT + 18, "text-anchor": is_last ? "end" : "middle" }, words);
}

function legend() {
	const keys = KINDS.map(({ style, label }) => h("li", {}, h("span", { class: `li-swatch ${style}` }), label()));
	return h("ul", { class: "li-legend li-quiet" }, keys);
}
