// Why this clock: what was promised, by which hours it runs, and which policies were tried. Asked for when it is opened.

import { h, joined } from "../../elements";
import { ask } from "../../server";
import { folded } from "../fold";
import { seen } from "../reasons";
import { rule_sentence } from "../rule_sentence";
import { moment_text } from "../stage/when";
import { purpose_name, span_text } from "./words";

export function why(lead, { open }) {
	const tried = h("div", {});
	const block = folded("clock-why", __("Why these times"), "", terms(open), tried);
	const load = () => block.open && !tried.childNodes.length && show_tried(lead, tried);
	block.addEventListener("toggle", load);
	load();
	return block;
}

function terms(clocks) {
	return h("ul", { class: "li-clock-terms" }, clocks.map((clock) => h("li", {}, promised(clock), " ", hours(clock), " ", paused(clock))));
}

function promised({ purpose, target, grade, policy, policy_title, counts_from, started_at }) {
	const what = grade
		? __("{0}: {1} of working time for grade {2}.", [purpose_name(purpose), span_text(target), grade])
		: __("{0}: {1} of working time.", [purpose_name(purpose), span_text(target)]);
	const from = counts_from === started_at ? "" : __("Counted from {0}.", [moment_text(counts_from)]);
	const whose = policy ? [__("By the policy"), " ", policy_link(policy, policy_title), "."] : [__("As the agreement says.")];
	return [what, " ", from, " ", whose];
}

function policy_link(name, title) {
	const text = [title, name].filter(Boolean).join(" · ");
	if (!frappe.model.can_read("Lead SLA Policy")) return text;
	return h("a", { href: frappe.utils.get_form_link("Lead SLA Policy", name) }, text);
}

function hours({ calendar, zone }) {
	const by = calendar || __("the default working calendar");
	return zone ? __("Hours: {0}, time zone {1}.", [by, zone]) : __("Hours: {0}.", [by]);
}

function paused({ paused_for }) {
	return paused_for ? __("It was paused for {0} of working time.", [span_text(paused_for)]) : "";
}

async function show_tried(lead, holder) {
	holder.replaceChildren(h("p", { class: "li-quiet", role: "status" }, __("Loading")));
	try {
		const policies = await ask("clock.why", { lead });
		holder.replaceChildren(
			policies.length ? h("ol", { class: "li-clock-policies" }, policies.map(policy)) : h("p", { class: "li-quiet" }, __("No response policy is live for this lead."))
		);
	} catch (error) {
		const again = h("button", { type: "button", class: "btn btn-default btn-xs", onclick: () => show_tried(lead, holder) }, __("Try Again"));
		holder.replaceChildren(h("p", { role: "alert" }, error.message, " ", again));
	}
}

function policy({ policy: name, title, priority, verdict, sentence, seen: values, problem }) {
	const said = verdict ? __("applies") : verdict === false ? __("is not for this lead") : __("cannot be judged: something is not known");
	return h(
		"li",
		{ class: verdict ? "li-clock-applies" : null },
		h(
			"div",
			{ class: "li-rule-line" },
			h("span", { class: "li-rule" }, policy_link(name, title)),
			h("span", { class: "li-quiet" }, joined([__("priority {0}", [priority]), said], " · ")),
			values.length > 0 && h("span", { class: "li-seen" }, seen({ seen: values }))
		),
		problem ? h("div", { class: "li-problem" }, problem) : sentence ? rule_sentence(sentence) : h("div", { class: "li-sentence" }, __("For all leads"))
	);
}
