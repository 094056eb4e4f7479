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

/** The score, on the scale's own terms, at which a band begins. */
export function first_score(band, scale) {
	return scale.scale === "points" ? band.from_points : band.from_percent;
}
