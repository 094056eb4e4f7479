import { points_text } from "./figures";

/** How far the next grade is. */
export function distance(score) {
	if (score.disqualified_by.length) return __("Disqualified");
	const next = score.bands.find((band) => band.from_points > score.points);
	if (!next) return __("The highest grade");
	return __("{0} short of {1}", [points_text(next.from_points - score.points), next.grade]);
}
