// The chart of a report: columns side by side, or lines. A figure that does not exist leaves a gap.

import { h, svg } from "../elements";
import { count, is_none } from "../preview/figures";
import { figure_text } from "./figures";
import { scale } from "./ticks";

const HEIGHT = 220;
const HEAD = 12;
const FOOT = 26;
const LETTER = 6.4;
const MOST_LABELS = 40;
const TWO_HOURS = 120;
const TWO_DAYS = 2880;
const IN_ORDER = /^\d/;
const STYLES = ["li-blue", "li-orange", "li-green", "li-gray", "li-red", "li-yellow"];

/** `chart`: { data: { labels, datasets: [{ name, values, chartType, is_level }] }, li_shape }. `width`: in pixels. Null where nothing is to be drawn. */
export function chart(asked, width) {
	const { labels, series, left_out } = shown(asked);
	const numbers = series.flatMap(({ values }) => values).filter((value) => !is_none(value));
	if (!numbers.length) return null;
	const shape = asked.li_shape;
	const levels = levels_of(numbers, shape);
	const texts = levels.map((level) => axis_text(level, shape));
	const side = Math.max(...texts.map((text) => text.length)) * LETTER + 14;
	const room = { left: side, width: Math.max(width - side - 4, 60), low: levels[0], high: levels[levels.length - 1] };
	const step = room.width / labels.length;
	const bars = series.filter(({ is_line }) => !is_line);
	const picture = svg(
		"svg",
		{ class: "li-chart", viewBox: `0 0 ${width} ${HEIGHT + FOOT}`, role: "img", "aria-label": spoken(series, labels, shape) },
		levels.map((level, place) => level_line(level, texts[place], room, width)),
		labels.map((_label, place) => columns(bars, place, step, room)),
		series.filter(({ is_line }) => is_line).map((one) => line(one, step, room)),
		labels.map((label, place) => reach(label, place, step, room, series, shape)),
		ticks(labels, step, room)
	);
	const note = left_out ? h("p", { class: "li-quiet li-hint" }, __("The chart shows the first {0} of {1}.", [count(labels.length), count(labels.length + left_out)])) : null;
	return [series.length > 1 ? legend(series) : title(series[0]), picture, note].filter(Boolean);
}

/** Times stand at whole hours or days once they are long. */
function levels_of(numbers, shape) {
	const most = Math.max(...numbers);
	const unit = shape !== "Minutes" || most < TWO_HOURS ? 1 : most < TWO_DAYS ? TWO_HOURS / 2 : TWO_DAYS / 2;
	const levels = scale(numbers.map((number) => number / unit), shape === "Count" || unit > 1);
	return levels.map((level) => level * unit);
}

function shown({ data, type }) {
	const labels = data.labels.slice(0, MOST_LABELS).map(String);
	const series = data.datasets.map(({ name, values, chartType, is_level }, place) => ({
		name,
		values: labels.map((_label, at) => (is_none(values[at]) ? null : Number(values[at]))),
		is_line: (chartType || type) === "line",
		style: `${STYLES[place % STYLES.length]}${is_level ? " li-level" : ""}`,
	}));
	return { labels, series, left_out: data.labels.length - labels.length };
}

const height_of = (value, { low, high }) => HEAD + ((high - value) / (high - low)) * (HEIGHT - HEAD);

function axis_text(level, shape) {
	if (shape !== "Amount" && shape !== "Count") return figure_text(level, shape);
	return Math.abs(level) < 10000 ? figure_text(level, "Factor") : frappe.utils.shorten_number(level, frappe.sys_defaults.country, null, 1);
}

function level_line(level, text, room, width) {
	const y = height_of(level, room);
	return [
		svg("line", { class: level ? "li-grid-line" : "li-axis", x1: room.left, x2: width, y1: y, y2: y }),
		svg("text", { class: "li-tick", x: room.left - 6, y: y + 4, "text-anchor": "end" }, text),
	];
}

function columns(bars, place, step, room) {
	const wide = Math.min((step * 0.76) / bars.length, 46);
	const start = room.left + (place + 0.5) * step - (wide * bars.length) / 2;
	const ground = height_of(0, room);
	return bars.map(({ values, style }, number) => {
		const value = values[place];
		if (is_none(value)) return null;
		const y = height_of(value, room);
		const box = { x: start + number * wide, width: Math.max(wide - 1, 1), y: Math.min(y, ground), height: Math.max(Math.abs(y - ground), value ? 1 : 0) };
		return svg("rect", { class: `li-stack ${style}`, ...box });
	});
}

/** A point that stands alone between gaps is a dot. */
function line({ values, style }, step, room) {
	const points = values.map((value, place) => (is_none(value) ? null : [room.left + (place + 0.5) * step, height_of(value, room)]));
	const path = points.map((point, place) => (point ? `${place && points[place - 1] ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}` : "")).join("");
	const dots = points.filter(Boolean).map(([cx, cy]) => svg("circle", { cx, cy, r: 2.5 }));
	return svg("g", { class: `li-line ${style}` }, svg("path", { d: path }), dots);
}

/** Answers to the pointer over the whole height, and says all figures of its place. */
function reach(label, place, step, room, series, shape) {
	const told = series.map(({ name, values }) => `${name}: ${figure_text(values[place], shape)}`);
	return svg("g", { class: "li-column" }, svg("title", {}, [label, ...told].join("\n")), svg("rect", { class: "li-reach", x: room.left + place * step, y: 0, width: step, height: HEIGHT }));
}

/** Names that would run into each other are cut short, or every few of them left out. */
function ticks(labels, step, room) {
	const longest = Math.max(...labels.map((label) => label.length));
	// Of months and the like, the next one is known.
	const least = labels.every((label) => IN_ORDER.test(label)) ? (longest + 1) * LETTER : 30;
	const every = Math.max(1, Math.ceil(least / step));
	const letters = Math.max(3, Math.floor((step * every) / LETTER) - 1);
	return labels.map((label, place) => {
		if (place % every) return null;
		const text = label.length > letters ? `${label.slice(0, letters - 1).trim()}…` : label;
		return svg("text", { class: "li-tick", x: room.left + (place + 0.5) * step, y: HEIGHT + 18, "text-anchor": "middle" }, text);
	});
}

const title = ({ name }) => h("p", { class: "li-quiet li-chart-name" }, name);

function legend(series) {
	const keys = series.map(({ name, style, is_line }) => h("li", {}, h("span", { class: `li-swatch ${style} ${is_line ? "li-swatch-of-line" : ""}` }), name));
	return h("ul", { class: "li-legend li-quiet" }, keys);
}

function spoken(series, labels, shape) {
	const names = series.map(({ name }) => name).join(", ");
	const [first] = series;
	const told = labels.slice(0, 12).map((label, place) => `${label}: ${figure_text(first.values[place], shape)}`);
	return `${names}. ${told.join("; ")}`;
}
