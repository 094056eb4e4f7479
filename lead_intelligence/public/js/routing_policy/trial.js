// Which rule would be for a lead, were this version live, who would get it, and why the others would not.

import { h, with_parts } from "../elements";
import { notice } from "../lead/notices";
import { stage_name } from "../lead/stage/names";
import { considered_line, considered_policy } from "../trial/considered";
import * as on_lead from "../trial/on_lead";
import { asked_pools } from "./candidates";
import { tried_on } from "./store";
import { target } from "./summary";

export const offer_trial = (frm) => on_lead.offer_trial(frm, open_trial);

function open_trial({ policy, company }) {
	on_lead.open_trial({
		title: __("{0}, tried on a lead", [policy]),
		company,
		description: __("Nothing is stored, and nobody is given the lead."),
		name: "li-routing-trial",
		ask: (lead) => tried_on(lead, policy),
		show: found,
	});
}

function found(trial) {
	const { choice, grade, policies, policy, rules } = trial;
	return [
		h("p", { class: "li-verdict-line" }, verdict(trial)),
		choice && choice.user && h("p", {}, choice.because),
		h("p", { class: "li-quiet" }, grade ? __("The lead has grade {0}.", [grade]) : __("The lead has no grade.")),
		...reservations(trial),
		policy && [h("h5", {}, __("Rules of {0}", [policy])), h("ul", { class: "li-criteria" }, rules_told(rules))],
		choice && choice.asked.length > 0 && [h("h5", {}, __("Who was looked at")), asked_pools(choice.asked)],
		h("h5", {}, __("Policies in the order in which they are tried")),
		policies.length ? h("ul", { class: "li-criteria" }, policies.map(considered_policy)) : h("p", { class: "li-quiet" }, __("None is live.")),
	].flat(Infinity);
}

function verdict({ choice, policy }) {
	if (!choice || !choice.user) {
		return policy ? __("Nobody can take this lead now. Its managers would be told.") : __("No policy is for this lead. Its managers would be told.");
	}
	return with_parts(__("{0} would get this lead."), h("strong", {}, choice.name));
}

/** What keeps the lead from being given to anybody just now. */
function reservations({ owner, waits_for, is_older }) {
	return [
		owner && notice("info", __("The lead belongs to {0} and stays there. Shown is what would happen without an owner.", [owner.name])),
		waits_for && notice("info", waiting(waits_for)),
		!owner && is_older && notice("info", __("The lead is older than the first policy that went live. It gets an owner once it is released, or with the next stage that it reaches.")),
	];
}

function waiting({ stands, first }) {
	if (!first) return __("The lead stands at {0}, where leads get no owner.", [stage_name(stands)]);
	return __("The lead stands at {0}. It gets an owner once it is {1}.", [stage_name(stands), stage_name(first)]);
}

function rules_told(rules) {
	if (!rules.length) return [h("li", { class: "li-quiet" }, __("It has no rules, so all leads go to its default pool."))];
	const told = rules.map((rule) => considered_line({ ...rule, title: rule.title || __("Rule {0}", [rule.row]), about: `→ ${goes_to(rule)}`, said: not_asked(rule) }));
	const none = !rules.some((rule) => rule.verdict);
	return none ? [...told, h("li", { class: "li-quiet" }, __("No rule is for this lead, so it goes to the default pool."))] : told;
}

const goes_to = ({ by_territory, pool }) => target({ target: by_territory ? "Pool of the Territory" : "Pool", pool });

function not_asked(rule) {
	if (rule.is_disabled) return __("is disabled");
	return "verdict" in rule ? null : __("was not tried: a rule above is for this lead");
}
