// The score as a gauge: the bands of the grades as an arc, a marker where the lead stands, the number in the middle.

import { h, svg } from "../elements";
import { first_score, score_text } from "./figures";
import { known_colour } from "./grade_pill";

const CENTRE = { x: 100, y: 96 };
const RADIUS = 82;
const GAP = 0.7; // per cent of the arc between two bands

export function score_picture(score) {
	const spoken = __("Score {0} {1}, grade {2}", [score_text(score.score), of_scale(score), score.grade]);
	return svg(
		"svg",
		{ class: "li-gauge", viewBox: "0 0 200 112", role: "img", "aria-label": spoken },
		arcs(score.bands, score.grade),
		marker(score.percent, score.colour),
		svg("text", { x: CENTRE.x, y: CENTRE.y - 12, class: "li-gauge-score" }, score_text(score.score)),
		svg("text", { x: CENTRE.x, y: CENTRE.y + 7, class: "li-gauge-scale" }, of_scale(score))
	);
}

function of_scale(score) {
	return score.scale === "points" ? __("of {0} points", [score.highest]) : __("of 100");
}

function arcs(bands, grade) {
	return bands.map((band, place) => {
		const next = bands[place + 1];
		const from = band.from_percent + (place ? GAP : 0);
		const to = (next ? next.from_percent : 100) - (next ? GAP : 0);
		if (to <= from) return null;
		const state = grade === undefined || band.grade === grade ? "" : " li-other";
		return svg("path", { d: arc(from, to), class: `li-band li-${known_colour(band.colour)}${state}` });
	});
}

function arc(from, to) {
	const [start, end] = [at(from), at(to)];
	return `M ${start.x} ${start.y} A ${RADIUS} ${RADIUS} 0 0 1 ${end.x} ${end.y}`;
}

function at(percent) {
	const angle = Math.PI * (1 - percent / 100);
	const [x, y] = [CENTRE.x + RADIUS * Math.cos(angle), CENTRE.y - RADIUS * Math.sin(angle)];
	return { x: x.toFixed(2), y: y.toFixed(2) };
}

function marker(percent, colour) {
	const { x, y } = at(Math.min(Math.max(percent, 0), 100));
	return svg("circle", { cx: x, cy: y, r: 9, class: `li-marker li-${known_colour(colour)}` });
}

/** The grades with the scores at which they begin, the present one marked. */
export function band_legend(scale, grade) {
	const entries = scale.bands.map((band) => {
		const first = first_score(band, scale);
		const present = band.grade === grade;
		return h(
			"li",
			{ class: present ? "li-present" : null, "aria-current": present ? "true" : null },
			h("span", { class: `li-swatch li-${known_colour(band.colour)}`, "aria-hidden": "true" }),
			h("span", {}, band.grade),
			h("span", { class: "li-quiet" }, __("from {0}", [score_text(first)]))
		);
	});
	return h("ul", { class: "li-legend", "aria-label": __("Grades") }, entries);
}
