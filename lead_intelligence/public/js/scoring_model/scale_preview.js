// Below the grades: the fewest and the most points that the rules can give, and where each grade begins between them.

import { h } from "../elements";
import { call } from "../server";
import { points_text } from "../lead/figures";
import { known_colour } from "../lead/grade_pill";
import { band_legend } from "../lead/score_picture";

export const preview_soon = frappe.utils.debounce(show_preview, 600);

let last_asked = 0;

async function show_preview(frm) {
	const field = frm.fields_dict.scale_preview;
	if (!field) return;
	const { name } = frm.doc;
	const asked = ++last_asked;
	const scale = await call("scoring_model.preview", { model: JSON.stringify(frm.doc) });
	// Something newer may have been asked since, and then its answer is the one to show.
	if (!scale || asked !== last_asked || frm.doc.name !== name) return;
	field.$wrapper.empty().append(scale.bands ? picture(scale) : not_yet());
}

function not_yet() {
	const words = __("A preview of the scale appears here once there are grades, and rules with conditions and points.");
	return h("p", { class: "li-quiet" }, words);
}

function picture(scale) {
	const ends = [h("span", {}, end(scale.lowest)), h("span", {}, end(scale.highest))];
	return h(
		"div",
		{ class: "li-scale" },
		h("div", { class: "li-scale-bar", "aria-hidden": "true" }, scale.bands.map((band, place) => segment(scale, band, place))),
		h("div", { class: "li-scale-ends li-quiet" }, ends),
		band_legend(scale),
		scale.halves && halves_line(scale.halves)
	);
}

/** What each half can give, so that their weights can be compared. */
function halves_line({ fit, engagement }) {
	const range = ({ lowest, highest }) => __("{0} to {1}", [end(lowest), end(highest)]);
	const words = __("Fit gives {0}, engagement {1}.", [range(fit), range(engagement)]);
	return h("p", { class: "li-quiet li-scale-halves" }, words);
}

function segment(scale, band, place) {
	const next = scale.bands[place + 1];
	const width = (next ? next.from_percent : 100) - band.from_percent;
	const title = `${band.grade}: ${end(band.from_points)}`;
	return h("span", { class: `li-${known_colour(band.colour)}`, style: `width: ${width}%`, title });
}

function end(points) {
	return points < 0 ? `−${points_text(points)}` : points_text(points);
}
