// Columns made of parts, for instance of grades over time.

import { h, svg } from "../elements";
import { is_none } from "../preview/figures";
import { figure_text } from "../reports/figures";
import { scale } from "../reports/ticks";

const HEIGHT = 220;
const HEAD = 12;
const FOOT = 26;
const LETTER = 6.4;

/** Null where nothing is to be drawn. `width`: in pixels. `colour` of a series: one of ours. Parts stand from the ground up in the order in which they come. */
export function stacked({ labels, series, shape }, width) {
	const heights = labels.map((_label, place) => series.reduce((sum, { values }) => sum + (values[place] || 0), 0));
	if (!heights.some(Boolean)) return null;
	// Shares of a whole need no room above it.
	const levels = shape === "Share" ? [0, 25, 50, 75, 100] : scale(heights, shape === "Count");
	const texts = levels.map((level) => figure_text(level, shape));
	const side = Math.max(...texts.map((text) => text.length)) * LETTER + 14;
	const room = { left: side, step: Math.max(width - side - 4, 60) / labels.length, high: levels[levels.length - 1] };
	const picture = svg(
		"svg",
		{ class: "li-chart", viewBox: `0 0 ${width} ${HEIGHT + FOOT}`, role: "img", "aria-label": spoken(labels, series, shape) },
		levels.map((level, place) => level_line(level, texts[place], room, width)),
		labels.map((label, place) => column(label, place, series, room, shape)),
		ticks(labels, room)
	);
	return [legend(series), picture];
}

const y_of = (value, { high }) => HEAD + (1 - value / high) * (HEIGHT - HEAD);

function level_line(level, text, room, width) {
	const y = y_of(level, room);
	return [svg("line", { class: level ? "li-grid-line" : "li-axis", x1: room.left, x2: width, y1: y, y2: y }), svg("text", { class: "li-tick", x: room.left - 6, y: y + 4, "text-anchor": "end" }, text)];
}

function column(label, place, series, room, shape) {
	const wide = Math.min(room.step * 0.7, 46);
	const x = room.left + (place + 0.5) * room.step - wide / 2;
	let ground = 0;
	const parts = series.map(({ values, colour }) => {
		const value = values[place] || 0;
		const box = { x, width: Math.max(wide - 1, 1), y: y_of(ground + value, room), height: Math.max(y_of(ground, room) - y_of(ground + value, room), 0) };
		ground += value;
		return value > 0 ? svg("rect", { class: `li-stack li-${colour}`, ...box }) : null;
	});
	const told = series.filter(({ values }) => !is_none(values[place])).map(({ name, values }) => `${name}: ${figure_text(values[place], shape)}`);
	const reach = svg("rect", { class: "li-reach", x: room.left + place * room.step, y: 0, width: room.step, height: HEIGHT });
	return svg("g", { class: "li-column" }, svg("title", {}, [label, ...told].join("\n")), parts, reach);
}

function ticks(labels, room) {
	const longest = Math.max(...labels.map((label) => label.length));
	const every = Math.max(1, Math.ceil(((longest + 1) * LETTER) / room.step));
	return labels.map((label, place) => (place % every ? null : svg("text", { class: "li-tick", x: room.left + (place + 0.5) * room.step, y: HEIGHT + 18, "text-anchor": "middle" }, label)));
}

function legend(series) {
	const keys = series.map(({ name, colour }) => h("li", {}, h("span", { class: `li-swatch li-${colour}` }), name));
	return h("ul", { class: "li-legend li-quiet" }, keys);
}

function spoken(labels, series, shape) {
	const last = labels.length - 1;
	const told = series.map(({ name, values }) => `${name}: ${figure_text(values[last], shape)}`);
	return `${labels[last]}. ${told.join("; ")}`;
}
