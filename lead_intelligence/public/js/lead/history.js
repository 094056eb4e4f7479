// How the score came about: a chart over the entries of the journey, and the entries themselves.

import { h } from "../elements";
import { first_score, score_text } from "./figures";
import { fold } from "./fold";
import { grade_pill } from "./grade_pill";

const SHOWN_AT_ONCE = 4;

/** `on_leave` takes what is to be done when the panel is drawn anew. */
export function history(score, on_leave) {
	const entries = score.history || [];
	const title = __("History");
	if (!entries.length) {
		return fold("history", title, "", h("p", { class: "li-quiet" }, __("No change of the score is on record yet.")));
	}
	// The list says in words what the chart draws.
	const chart = h("div", { class: "li-chart", "aria-hidden": "true" });
	if (entries.length > 1) on_leave(draw_when_visible(chart, entries, score));
	const latest_first = [...entries].reverse();
	const older = latest_first.slice(SHOWN_AT_ONCE);
	return fold(
		"history",
		title,
		format_number(entries.length, null, 0),
		entries.length > 1 && chart,
		list(latest_first.slice(0, SHOWN_AT_ONCE), score),
		older.length > 0 && h("details", { class: "li-older" }, h("summary", {}, __("Earlier")), list(older, score))
	);
}

function list(entries, score) {
	return h("ul", { class: "li-entries" }, entries.map((entry) => row(entry, score)));
}

function row(entry, score) {
	return h(
		"li",
		{},
		h("span", { class: "li-entry-score" }, score_text(entry.score_after)),
		grade_pill(entry.grade_after, colour_of(entry, score)),
		h("span", {}, what_happened(entry)),
		h("span", { class: "li-quiet" }, who_and_when(entry), " · ", entry.model)
	);
}

function colour_of(entry, score) {
	const band = entry.model === score.model && score.bands.find((one) => one.grade === entry.grade_after);
	return band ? band.colour : "gray";
}

function what_happened(entry) {
	if (entry.kind === "First score") return __("First score");
	const scores = [score_text(entry.score_before), score_text(entry.score_after)];
	if (entry.kind === "Score changed") return __("{0} → {1}", scores);
	return __("{0} ({2}) → {1} ({3})", [...scores, entry.grade_before, entry.grade_after]);
}

function who_and_when(entry) {
	const who = frappe.user.full_name(entry.author);
	return `${__(entry.cause)} · ${who} · ${frappe.datetime.str_to_user(entry.at)}`;
}

// A chart that is drawn while it is folded away has no width.
function draw_when_visible(holder, entries, score) {
	let chart = null;
	const observer = new ResizeObserver(() => {
		if (chart || !holder.clientWidth) return;
		const shown = options(entries, score);
		chart = new frappe.Chart(holder, shown);
		// A new chart draws a line of zeros and waits; this draws the true one at once.
		chart.update(shown.data);
	});
	observer.observe(holder);
	return () => {
		observer.disconnect();
		if (chart && chart.destroy) chart.destroy();
	};
}

function options(entries, score) {
	const labels = distinct_days(entries);
	const tooltips = new Map(labels.map((label, place) => [label, tooltip(entries[place])]));
	return {
		type: "line",
		height: 170,
		colors: ["blue"],
		animate: 0,
		disableEntryAnimation: 1,
		data: {
			labels,
			datasets: [{ name: __("Score"), values: entries.map((entry) => tenths(entry.score_after)) }],
			yMarkers: grade_lines(entries, score),
		},
		axisOptions: { xIsSeries: 1 },
		lineOptions: { regionFill: 1, dotSize: 5 },
		tooltipOptions: {
			formatTooltipX: (label) => tooltips.get(label),
			formatTooltipY: (value) => score_text(value),
		},
	};
}

/** The chart tells its points apart by their labels alone, so a second entry of one day gets an invisible mark. */
function distinct_days(entries) {
	const used = new Set();
	return entries.map((entry) => {
		let label = frappe.datetime.str_to_user(entry.at.slice(0, 10));
		while (used.has(label)) label += "\u200b";
		used.add(label);
		return label;
	});
}

/** Where grades begin, as long as all entries are on the scale of the present model. */
function grade_lines(entries, score) {
	if (!score.bands || entries.some((entry) => entry.model !== score.model)) return [];
	return score.bands.slice(1).map((band) => ({
		label: band.grade,
		value: tenths(first_score(band, score)),
		options: { labelPos: "left" },
	}));
}

function tenths(score) {
	return Math.floor(score * 10 + 1e-6) / 10;
}

// The chart puts this text into its tooltip as markup.
function tooltip(entry) {
	const texts = [
		frappe.datetime.str_to_user(entry.at.slice(0, 19)),
		__("Grade {0}", [entry.grade_after]),
		__(entry.cause),
		frappe.user.full_name(entry.author),
	];
	return texts.map((text) => frappe.utils.escape_html(text)).join(" · ");
}
