// Scores, points and moments as people read them.

/** A score with one decimal at most, never rounded up: 64.96 must not look like the 65 where a grade begins. */
export function score_text(score) {
	const tenths = Math.floor(score * 10 + 1e-6) / 10;
	return format_number(tenths, null, Number.isInteger(tenths) ? 0 : 1);
}

export function points_text(points) {
	const number = format_number(Math.abs(points), null, 0);
	return Math.abs(points) === 1 ? __("{0} point", [number]) : __("{0} points", [number]);
}

export function signed(points) {
	const sign = points > 0 ? "+" : points < 0 ? "−" : "";
	return sign + format_number(Math.abs(points), null, 0);
}

/** "5 minutes ago". */
export function ago(moment) {
	return frappe.datetime.prettyDate(moment);
}

/** The points at which a band of a scale begins. */
export function first_points(band, scale) {
	return Math.round(scale.lowest + (band.from_percent * (scale.highest - scale.lowest)) / 100);
}

/** The score, on the scale's own terms, at which a band begins. */
export function first_score(band, scale) {
	return scale.scale === "points" ? first_points(band, scale) : band.from_percent;
}
