// What would raise the score most.

import { h, with_parts } from "../elements";
import { signed } from "./figures";
import { field_links } from "./field_link";
import { fold } from "./fold";
import { grade_pill } from "./grade_pill";
import { rule_sentence } from "./rule_sentence";

export function improvements(frm, score) {
	if (!score.improvements.length) return null;
	const rows = score.improvements.map((better) =>
		h(
			"li",
			{},
			h("span", { class: "li-points li-plus" }, signed(better.gain)),
			h(
				"div",
				{},
				h("div", { class: "li-rule" }, advice(frm, better), " ", grade_reached(score, better)),
				rule_sentence(__("{0}: {1}", [better.rule, better.sentence]))
			)
		)
	);
	return fold("improvements", __("What would raise it most"), "", h("ul", { class: "li-lines" }, rows));
}

/** The first improvement in one line, for the head of the panel. */
export function best_advice(frm, score) {
	const [best] = score.improvements;
	if (!best) return null;
	const gain = h("span", { class: "li-points li-plus" }, signed(best.gain));
	return h("div", { class: "li-advice" }, advice(frm, best), " ", gain, " ", grade_reached(score, best));
}

function advice(frm, better) {
	const fields = field_links(frm, better.fields, better.fieldnames || []);
	if (better.how === "find out") return with_parts(__("Find out {0}"), fields);
	if (better.how === "change") return with_parts(__("If {0} changes"), fields);
	return with_parts(__("If “{0}” no longer applies"), better.rule);
}

function grade_reached(score, better) {
	if (better.grade === score.grade) return null;
	const band = score.bands.find((one) => one.grade === better.grade);
	return h("span", { class: "li-reached" }, "→ ", grade_pill(better.grade, band && band.colour));
}
