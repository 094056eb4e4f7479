// What a preview found, from the sentence that matters most to the details.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { compared_text, settings_text } from "./about";
import { calibration_charts } from "./calibration";
import { show_leads } from "./cell_leads";
import { pair } from "./block";
import { by_grade, by_score } from "./distribution";
import { effects } from "./effects";
import { count, leads_text, minute } from "./figures";
import { inputs_used, leaky_caution } from "./inputs";
import { matrix } from "./matrix";
import { outcomes_by_grade } from "./outcomes";
import { ranking } from "./ranking";

export function found({ comparison, inputs, preview, is_live }) {
	const { leads } = comparison;
	const colours = new Map((comparison.old || comparison.new).grades.map((grade) => [grade.grade, grade.colour]));
	const open = (cell) => show_leads(preview, cell, colours);
	return [
		h("h3", { class: "li-headline-sentence" }, headline(comparison, is_live)),
		h("p", { class: "li-quiet" }, origin(preview)),
		cautions(comparison, inputs),
		leads > 0 && !is_live && pair(matrix(comparison, open), comparison.old && effects(comparison)),
		leads > 0 && pair(by_grade(comparison), by_score(comparison)),
		comparison.outcomes.judged > 0 && pair(outcomes_by_grade(comparison), ranking(comparison)),
		calibration_charts(comparison),
		leads > 0 && inputs_used(inputs),
	];
}

/** The result in a sentence. */
export function headline({ leads, changes, old }, is_live = false) {
	if (!leads) return __("There is no past lead to try the model on.");
	if (is_live) return __("This version is live: {0} are graded by it.", [leads_text(leads)]);
	if (!old) return __("No model is live, so no grade changes: {0} would be graded.", [leads_text(leads)]);
	const { changed, up, down } = changes;
	if (!changed) return __("None of {0} would change grade.", [leads_text(leads)]);
	const other = changed - up - down;
	const figures = [count(changed), leads_text(leads), count(up), count(down), count(other)];
	if (other)
		return __(
			"{0} of {1} would change grade: {2} up, {3} down, {4} to or from a grade that only one model has.",
			figures
		);
	return __("{0} of {1} would change grade: {2} up, {3} down.", figures);
}

function origin(preview) {
	const when = __("Preview of {0} by {1}", [minute(preview.finished_at), frappe.user.full_name(preview.by)]);
	return [when, compared_text(preview), settings_text(preview)].join(" · ");
}

function cautions(comparison, inputs) {
	const sentences = [...comparison.cautions, ...leaky_caution(inputs)];
	if (!sentences.length) return null;
	const [only] = sentences;
	return h(
		"div",
		{ class: "li-cautions" },
		notice(
			"warning",
			sentences.length > 1
				? h(
						"ul",
						{},
						sentences.map((text) => h("li", {}, text))
				  )
				: only
		)
	);
}
