// Which policy would be for a lead, were this version live: what it asks, and why those before it are not for the lead.

import { h, with_parts } from "../elements";
import { notice } from "../lead/notices";
import { moment_text } from "../lead/stage/when";
import { considered_policy } from "../trial/considered";
import * as on_lead from "../trial/on_lead";
import { tried_on } from "./store";
import { span_text } from "./spans";

export const offer_trial = (frm) => on_lead.offer_trial(frm, open_trial);

function open_trial({ policy, company }) {
	on_lead.open_trial({
		title: __("{0}, tried on a lead", [policy]),
		company,
		description: __("Nothing is stored, and no clock is begun."),
		name: "li-policy-trial",
		ask: (lead) => tried_on(lead, policy),
		show: found,
	});
}

function found({ considered, terms, grade, is_older }) {
	const winner = terms && considered.find((one) => one.name === terms.policy);
	return [
		h("p", { class: "li-verdict-line" }, verdict(winner)),
		h("p", { class: "li-quiet" }, grade ? __("The lead has grade {0}.", [grade]) : __("The lead has no grade.")),
		is_older && notice("info", __("The lead is older than the first policy that went live. It gets clocks once it is released, or with its next hand-over.")),
		terms && asked_for(terms),
		h("h5", {}, __("Policies in the order in which they are tried")),
		h("ul", { class: "li-criteria" }, considered.map(considered_policy)),
	];
}

function verdict(winner) {
	if (!winner) return __("No policy is for this lead: nobody is due an answer.");
	return with_parts(__("{0} is for this lead."), h("strong", {}, `${winner.title} (${winner.name})`));
}

function asked_for({ clocks, is_paused, calendar, zone }) {
	const hours = calendar ? __("In the working hours of {0}, by the clock of {1}.", [calendar, zone]) : __("In the default working hours, by the clock of {0}.", [zone]);
	return h(
		"div",
		{ class: "li-policy-asks" },
		clocks.length ? clocks.map(clock) : h("p", {}, __("It has no target for leads of this grade, so nothing is promised.")),
		is_paused && notice("warning", __("Its pause holds for the lead, so first response and next touch would stand still.")),
		clocks.length > 0 && h("p", { class: "li-quiet" }, hours)
	);
}

function clock({ purpose, target, due_at, runs_until, steps }) {
	return h(
		"section",
		{ class: "li-policy-clock", "aria-label": __(purpose) },
		h(
			"div",
			{},
			h("strong", {}, __(purpose)),
			" ",
			__("within {0}: begun now, it would be due {1}.", [span_text(target), moment_text(due_at)]),
			runs_until && h("span", { class: "li-quiet" }, " ", __("One runs already, due {0}.", [moment_text(runs_until)]))
		),
		steps.length > 0 && h("ul", {}, steps.map(({ at, sentence }) => h("li", {}, h("span", { class: "li-quiet" }, moment_text(at)), " ", sentence)))
	);
}
