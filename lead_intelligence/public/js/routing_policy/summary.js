// At the top of the form: the whole policy in words, as it stands on the form, saved or not.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { stage_name } from "../lead/stage/names";
import { day } from "../preview/figures";

export const summary_soon = frappe.utils.debounce(show_summary, 200);

export function show_summary(frm) {
	const { doc } = frm;
	const field = frm.fields_dict.policy_state;
	if (!field) return;
	const parts = [
		[__("For"), whom(doc)],
		[__("When"), when(doc)],
		[__("Goes to"), rules(doc)],
		[__("If nobody is found"), otherwise(doc)],
	];
	field.$wrapper.empty().append(
		h(
			"section",
			{ class: "li-panel li-policy-summary", "aria-label": __("The policy in words") },
			h("p", { class: "li-policy-status" }, status(doc)),
			h("dl", {}, parts.map(([title, content]) => [h("dt", {}, title), h("dd", {}, content)])),
			other_assigners(frm)
		)
	);
}

function status(doc) {
	if (doc.status === "Live") return __("Live since {0}. A change is made in a new version.", [day(doc.valid_from)]);
	if (doc.status === "Retired") return __("Live from {0} to {1}, retired since.", [day(doc.valid_from), day(doc.valid_to)]);
	if (doc.status === "Cancelled") return __("Cancelled. It gives no leads to anybody.");
	return __("Draft. It gives no leads to anybody until it is submitted.");
}

function whom(doc) {
	const leads = doc.condition_json
		? __("Leads for which this holds: {0}", [doc.condition_text || __("Condition not saved yet")])
		: __("All leads of the company");
	return [leads, h("span", { class: "li-quiet" }, ` · ${__("priority {0}", [cint(doc.priority)])}`)];
}

function when({ first_stage }) {
	if (!first_stage || first_stage === "At Once") return __("As soon as the lead is there");
	return __("Once the lead is {0} or further; at once where no agreement gives it a stage", [stage_name(first_stage.replace("From ", ""))]);
}

function rules(doc) {
	const used = (doc.rules || []).filter((row) => !row.disabled);
	if (!used.length) return h("span", { class: "li-quiet" }, __("No rule yet, so all leads go to the default pool."));
	return h("ol", { class: "li-rule-sentences" }, used.map((row) => h("li", {}, rule(row))));
}

function rule(row) {
	const leads = row.condition_json ? row.condition_text || __("Condition not saved yet") : __("All leads");
	return [row.title && [h("strong", {}, row.title), ": "], leads, " → ", h("strong", {}, target(row))];
}

export function target({ target: kind, pool }) {
	if (kind === "Pool of the Territory") return __("pool of the territory, else its manager");
	return pool || __("no pool yet");
}

function otherwise({ default_pool, manager }) {
	const last = manager ? frappe.user.full_name(manager) : __("those with the role Sales Manager");
	return default_pool ? __("{0}, then {1}", [default_pool, last]) : last;
}

/** Frappe's own rules act beside a policy, whatever that says. */
function other_assigners({ li_around, doc }) {
	const names = (li_around && li_around.assignment_rules) || [];
	if (!names.length || ["Retired", "Cancelled"].includes(doc.status)) return null;
	const words =
		names.length === 1
			? __("The Assignment Rule {0} assigns leads too. Disable it, or leads are given to people by both.", [names[0]])
			: __("The Assignment Rules {0} assign leads too. Disable them, or leads are given to people by all of them.", [names.join(", ")]);
	return notice("warning", words);
}
