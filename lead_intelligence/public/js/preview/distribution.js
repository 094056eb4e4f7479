// How the leads spread over the grades and over the scale, before and after.

import { h, svg } from "../elements";
import { grade_pill, known_colour } from "../lead/grade_pill";
import { block } from "./block";
import { count, share_text, signed_plain } from "./figures";

/** A row per grade with two bars: the leads that have it now, and those that would have it. */
export function by_grade(comparison) {
	const after = comparison.new.grades;
	const before = comparison.old ? comparison.old.grades : [];
	const names = new Map([...after, ...before].map((grade) => [grade.grade, grade.colour]));
	const of = (grades, name) => grades.find((grade) => grade.grade === name) || null;
	const most = Math.max(...[...after, ...before].map((grade) => grade.leads), 1);
	const rows = [...names].map(([name, colour]) =>
		row(name, colour, comparison.old && { grade: of(before, name) }, of(after, name), most)
	);
	return block(
		__("Leads per grade"),
		"",
		h(
			"table",
			{ class: "li-grades" },
			h("caption", { class: "sr-only" }, __("Leads per grade, now and with this model")),
			h("tbody", {}, rows)
		),
		comparison.old && legend()
	);
}

function row(name, colour, before, after, most) {
	const now = before && before.grade ? before.grade.leads : 0;
	const then = after ? after.leads : 0;
	const bar = (leads, style) =>
		h("span", {
			class: `li-bar ${style} li-${known_colour(colour)}`,
			style: `width: ${((100 * leads) / most).toFixed(2)}%`,
		});
	const figures = before
		? [
				count(now),
				" → ",
				h("strong", {}, count(then)),
				then !== now && h("span", { class: "li-quiet" }, " ", signed_plain(then - now, 0)),
		  ]
		: h("strong", {}, count(then));
	const share = after ? share_text(after.share, 0) : "";
	return h(
		"tr",
		{},
		h("th", { scope: "row" }, grade_pill(name, colour)),
		h("td", { class: "li-bars", "aria-hidden": "true" }, before && bar(now, "li-before"), bar(then, "li-after")),
		h("td", { class: "li-number" }, figures),
		h("td", { class: "li-number li-quiet" }, share)
	);
}

function legend() {
	return h(
		"p",
		{ class: "li-series li-quiet", "aria-hidden": "true" },
		h("span", { class: "li-bar li-before" }),
		__("now"),
		h("span", { class: "li-bar li-after" }),
		__("with this model")
	);
}

const WIDTH = 560;
const HEIGHT = 150;
const FOOT = 24;

/** Twenty bars over the way from the fewest to the most points: this model's filled, the live one's as a line. */
export function by_score(comparison) {
	const { old } = comparison;
	const after = comparison.new;
	const most = Math.max(...after.bars, ...(old ? old.bars : []), 1);
	const text = old
		? __("With this model half of the leads lie at or above {0} of the scale; now it is {1}.", [
				half(after.bars),
				half(old.bars),
		  ])
		: __("Half of the leads lie at or above {0} of the scale.", [half(after.bars)]);
	const chart = svg(
		"svg",
		{ class: "li-histogram", viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, role: "img", "aria-label": text },
		after.bars.map((leads, place) => column(leads, place, most, old && old.bars[place])),
		old && svg("path", { class: "li-outline", d: outline(old.bars, most) }),
		svg("line", { class: "li-axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
		[0, 25, 50, 75, 100].map(tick)
	);
	return block(
		__("Leads by score"),
		scale_note(comparison),
		chart,
		old && series(),
		h("p", { class: "li-quiet li-hint" }, text)
	);
}

function column(leads, place, most, before) {
	const wide = WIDTH / 20;
	const tall = (leads / most) * (HEIGHT - 6);
	const between = `${place * 5}–${place * 5 + 5}`;
	const told =
		before === null || before === undefined
			? __("{0} % of the scale: {1} leads", [between, count(leads)])
			: __("{0} % of the scale: {1} leads now, {2} with this model", [between, count(before), count(leads)]);
	// The whole height answers to the pointer, so that short bars tell their count as well.
	return svg(
		"g",
		{ class: "li-column" },
		svg("title", {}, told),
		svg("rect", { class: "li-reach", x: place * wide, y: 0, width: wide, height: HEIGHT }),
		svg("rect", { class: "li-filled", x: place * wide + 1.5, y: HEIGHT - tall, width: wide - 3, height: tall })
	);
}

function outline(bars, most) {
	const wide = WIDTH / bars.length;
	const steps = bars.map((leads, place) => {
		const y = (HEIGHT - (leads / most) * (HEIGHT - 6)).toFixed(1);
		return `V ${y} H ${((place + 1) * wide).toFixed(1)}`;
	});
	return `M 0 ${HEIGHT} ${steps.join(" ")} V ${HEIGHT}`;
}

function tick(percent) {
	const anchor = percent === 0 ? "start" : percent === 100 ? "end" : "middle";
	const x = (WIDTH * percent) / 100;
	return svg("text", { class: "li-tick", x, y: HEIGHT + 18, "text-anchor": anchor }, String(percent));
}

/** The twentieth of the scale in which the middle lead lies, from above. */
function half(bars) {
	const all = bars.reduce((sum, leads) => sum + leads, 0);
	let passed = 0;
	for (let place = bars.length - 1; place >= 0; place -= 1) {
		passed += bars[place];
		if (passed * 2 >= all) return share_text(place / bars.length, 0);
	}
	return share_text(0, 0);
}

function series() {
	return h(
		"p",
		{ class: "li-series li-quiet", "aria-hidden": "true" },
		h("span", { class: "li-swatch-line" }),
		__("now"),
		h("span", { class: "li-swatch-filled" }),
		__("with this model")
	);
}

function scale_note({ old, new: after }) {
	if (after.scale === "0-100" && (!old || old.scale === "0-100")) return "";
	return __("in per cent of the way from the fewest to the most points");
}
