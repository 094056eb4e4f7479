// Where the inputs of the judged leads came from, and which of them may know more than was known then.

import { h } from "../elements";
import { block } from "./block";
import { count, leads_text } from "./figures";

export function inputs_used(inputs) {
	if (!inputs.judged) return null;
	const { judged, from_journey, from_today, leaky } = inputs;
	const sentence = __(
		"Of {0} judged, {1} were scored with the inputs that their journey froze before the outcome, and {2} with today’s values.",
		[leads_text(judged), count(from_journey), count(from_today)]
	);
	return block(__("Where the inputs came from"), "", h("p", {}, sentence), leaky.length > 0 && fields(leaky, judged));
}

function fields(leaky, judged) {
	const rows = leaky.map((field) =>
		h(
			"li",
			{},
			h("strong", {}, field.label),
			" ",
			h(
				"span",
				{ class: "li-quiet" },
				__("today’s value for {0} of {1} leads", [count(field.leads), count(judged)])
			),
			field.written_at_conversion && h("span", { class: "li-leak" }, __("written when a lead converts"))
		)
	);
	return [
		h("p", { class: "li-lead-in" }, __("These fields may have been filled in after the outcome was known:")),
		h("ul", { class: "li-leaks" }, rows),
	];
}

/** A sentence for the cautions where figures may be better than they could have been at the time. */
export function leaky_caution(inputs) {
	if (!inputs || !inputs.leaky.length) return [];
	const names = inputs.leaky.map((field) => field.label).join(", ");
	const sure = inputs.leaky.filter((field) => field.written_at_conversion).map((field) => field.label);
	const told = [
		__(
			"The figures on outcomes may be leaky, that is too good: for up to {0} of {1} judged leads today’s values stand in for what was known then. Fields: {2}.",
			[count(Math.max(...inputs.leaky.map((field) => field.leads))), count(inputs.judged), names]
		),
	];
	if (sure.length)
		told.push(__("Written when a lead converts, so they give the outcome away: {0}.", [sure.join(", ")]));
	return [told.join(" ")];
}
