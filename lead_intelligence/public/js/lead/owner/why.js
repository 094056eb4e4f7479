// By which policy and rule the owner was found, and who else was looked at.

import { h, joined } from "../../elements";
import { asked_pools } from "../../routing_policy/candidates";
import { folded } from "../fold";
import { rule_sentence } from "../rule_sentence";

export function who_was_looked_at({ why }) {
	if (!why || !(why.policy || why.asked.length)) return null;
	const users = new Set(why.asked.flatMap(({ candidates }) => candidates.map(({ user }) => user)));
	return folded("owner-why", __("Who else was looked at"), users.size ? format_number(users.size, null, 0) : "", by_rule(why), asked_pools(why.asked, __("got it")));
}

function by_rule({ policy, rule }) {
	if (!policy) return null;
	return h(
		"div",
		{ class: "li-owner-rule" },
		h("div", { class: "li-rule-line" }, h("span", { class: "li-rule" }, rule ? rule.title || __("Rule {0}", [rule.row]) : __("No rule was for this lead")), h("span", { class: "li-quiet" }, joined([__("By the policy"), policy_link(policy)], " "))),
		rule && said(rule)
	);
}

function said({ sentence, is_hidden }) {
	if (is_hidden) return h("div", { class: "li-sentence" }, __("It looks at fields that you may not see."));
	return sentence ? rule_sentence(sentence) : h("div", { class: "li-sentence" }, __("For all leads"));
}

function policy_link({ name, title }) {
	const text = [title, name].filter(Boolean).join(" · ");
	if (!frappe.model.can_read("Lead Routing Policy")) return text;
	return h("a", { href: frappe.utils.get_form_link("Lead Routing Policy", name) }, text);
}
