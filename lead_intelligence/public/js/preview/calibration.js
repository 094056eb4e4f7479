// Whether a score keeps its promise: how often leads of a band were expected to convert, and how often they did.

import { h, svg } from "../elements";
import { score_text } from "../lead/figures";
import { block } from "./block";
import { count, is_none, plain, round_end, share_range, share_text } from "./figures";

const SIDE = 220;
const LEFT = 58;
const FOOT = 34;

export function calibration_charts(comparison) {
	const after = comparison.new.calibration;
	if (!after) return null;
	const before = comparison.old && comparison.old.calibration;
	const end = round_end(
		[...after.bands, ...(before ? before.bands : [])].map((band) => ({
			rate_high: Math.max(band.rate_high, band.expected),
		}))
	);
	return block(
		__("Calibration"),
		"",
		h(
			"p",
			{ class: "li-quiet li-lead-in" },
			__(
				"Each dot is a band of scores: to the right, how often its leads were expected to convert; up, how often they did. The nearer the dots are to the line, the more a score can be taken at its word."
			),
			" ",
			learned(after)
		),
		h(
			"div",
			{ class: "li-charts" },
			before && chart(__("Now"), before, end, "gray"),
			chart(before ? __("With this model") : "", after, end, "blue")
		)
	);
}

function learned({ learned_from }) {
	return learned_from === "older leads"
		? __("What to expect was learned from older leads.")
		: __("What to expect was learned from one half of the judged leads and checked on the other, both ways.");
}

function chart(title, found, end, colour) {
	const spoken = __(
		"{0} were expected to convert and {1} did. On average a band lies {2} percentage points from what was expected of it.",
		[share_text(found.expected), share_text(found.observed), plain(100 * found.error, 1)]
	);
	const most = Math.max(...found.bands.map((band) => band.leads));
	return h(
		"figure",
		{ class: "li-calibration" },
		h(
			"div",
			{ class: `li-${colour}` },
			title && h("div", { class: "li-chart-title" }, title),
			svg(
				"svg",
				{
					viewBox: `0 0 ${LEFT + SIDE + 10} ${SIDE + FOOT + 8}`,
					role: "img",
					"aria-label": `${title} ${spoken}`,
				},
				axes(end),
				svg("line", { class: "li-ideal", x1: LEFT, y1: 8 + SIDE, x2: LEFT + SIDE, y2: 8 }),
				found.bands.map((band) => dot(band, end, most))
			)
		),
		h("figcaption", { class: "li-quiet" }, spoken)
	);
}

const x_of = (share, end) => LEFT + (SIDE * share) / end;
const y_of = (share, end) => 8 + SIDE - (SIDE * share) / end;

function axes(end) {
	const steps = [0, end / 2, end];
	return [
		steps.map((share) =>
			svg("line", {
				class: "li-grid-line",
				x1: LEFT,
				x2: LEFT + SIDE,
				y1: y_of(share, end),
				y2: y_of(share, end),
			})
		),
		steps.map((share) =>
			svg(
				"text",
				{ class: "li-tick", x: LEFT - 5, y: y_of(share, end) + 4, "text-anchor": "end" },
				share_text(share, 0)
			)
		),
		steps.map((share, place) =>
			svg(
				"text",
				{
					class: "li-tick",
					x: x_of(share, end),
					y: SIDE + 22,
					"text-anchor": ["start", "middle", "end"][place],
				},
				share_text(share, 0)
			)
		),
		svg("text", { class: "li-tick", x: LEFT + SIDE / 2, y: SIDE + 38, "text-anchor": "middle" }, __("expected")),
		svg(
			"text",
			{ class: "li-tick", transform: `translate(11 ${8 + SIDE / 2}) rotate(-90)`, "text-anchor": "middle" },
			__("happened")
		),
	];
}

function dot(band, end, most) {
	if (is_none(band.rate)) return null;
	const x = x_of(Math.min(band.expected, end), end);
	const told = __("Scores {0} to {1}: {2} expected, {3} of {4} leads ({5}) converted", [
		score_text(band.from),
		score_text(band.to),
		share_text(band.expected),
		count(band.won),
		count(band.leads),
		`${share_text(band.rate)}, ${share_range(band.rate_low, band.rate_high)}`,
	]);
	return svg(
		"g",
		{ class: "li-dot" },
		svg("title", {}, told),
		svg("line", { x1: x, x2: x, y1: y_of(band.rate_low, end), y2: y_of(band.rate_high, end) }),
		svg("circle", { cx: x, cy: y_of(band.rate, end), r: (3 + 3 * Math.sqrt(band.leads / most)).toFixed(1) })
	);
}
