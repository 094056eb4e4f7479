// The two halves of a score: who the lead is, and what it does. Each as a bar, and both as one matrix of grades.

import { h, svg } from "../elements";
import { points_text } from "./figures";
import { known_colour } from "./grade_pill";

const [WIDTH, HEIGHT] = [150, 96];

/** Nothing where the model looks at one half only. */
export function halves(score) {
	if (!score.halves) return null;
	const { fit, engagement } = score.halves;
	return h(
		"div",
		{ class: "li-halves" },
		h("div", { class: "li-half-bars" }, half(__("Fit"), fit), half(__("Engagement"), engagement)),
		grade_matrix(score)
	);
}

function half(name, { points, lowest, highest }) {
	const filled = share(points, lowest, highest);
	return h(
		"div",
		{ class: "li-half" },
		h("span", {}, name),
		h("span", { class: "li-half-points" }, of_most(points, highest)),
		h(
			"div",
			{ class: "li-half-bar", "aria-hidden": "true" },
			h("span", { style: `width: ${(100 * filled).toFixed(1)}%` })
		)
	);
}

export function of_most(points, highest) {
	const number = format_number(points, null, 0).replace("-", "−");
	return __("{0} of {1}", [number, points_text(highest)]);
}

/** Fit across, engagement up; each place in the colour of the grade that the two give together. */
export function grade_matrix(score) {
	const { fit, engagement } = score.halves;
	const spoken = __("Fit {0}, engagement {1}, grade {2}", [
		of_most(fit.points, fit.highest),
		of_most(engagement.points, engagement.highest),
		score.grade,
	]);
	const at = (x, y) => [
		(WIDTH * share(x, fit.lowest, fit.highest)).toFixed(1),
		(HEIGHT * (1 - share(y, engagement.lowest, engagement.highest))).toFixed(1),
	];
	const [x, y] = at(fit.points, engagement.points);
	return h(
		"figure",
		{ class: "li-grade-matrix" },
		svg(
			"svg",
			{ viewBox: `-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`, role: "img", "aria-label": spoken },
			score.bands.map((band, place) => region(band, place, fit, engagement, at)),
			svg("circle", { cx: x, cy: y, r: 6, class: `li-marker li-${known_colour(score.colour)}` })
		),
		h("span", { class: "li-matrix-up li-quiet", "aria-hidden": "true" }, __("Engagement")),
		h("span", { class: "li-matrix-across li-quiet", "aria-hidden": "true" }, __("Fit"))
	);
}

/** Where both halves together give at least the first points of a band. Higher bands are drawn over it. */
function region(band, place, fit, engagement, at) {
	const least = place ? band.from_points : -Infinity;
	const corners = [
		[fit.lowest, engagement.lowest],
		[fit.highest, engagement.lowest],
		[fit.highest, engagement.highest],
		[fit.lowest, engagement.highest],
	];
	const kept = corners.flatMap((corner, number) => {
		const next = corners[(number + 1) % corners.length];
		const [here, there] = [corner, next].map(([x, y]) => x + y - least);
		const found = here >= 0 ? [corner] : [];
		if (here >= 0 === there >= 0) return found;
		const part = here / (here - there);
		return [...found, [0, 1].map((axis) => corner[axis] + part * (next[axis] - corner[axis]))];
	});
	if (kept.length < 3) return null;
	const points = kept.map(([x, y]) => at(x, y).join(",")).join(" ");
	return svg("polygon", { points, class: `li-region li-${known_colour(band.colour)}` }, svg("title", {}, band.grade));
}

function share(points, lowest, highest) {
	if (highest === lowest) return 0;
	return Math.min(Math.max((points - lowest) / (highest - lowest), 0), 1);
}
