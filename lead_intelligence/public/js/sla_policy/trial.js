// Which policy would be for a lead, were this version live: what it asks, and why those before it are not for the lead.

import { h, icon, with_parts } from "../elements";
import { notice } from "../lead/notices";
import { moment_text } from "../lead/stage/when";
import { tried_on } from "./store";
import { span_text } from "./spans";

export function offer_trial(frm) {
	if (frm.is_new() || frm.doc.docstatus === 2) return;
	frm.add_custom_button(__("Try on a Lead"), () => {
		if (frm.is_dirty()) return frappe.msgprint(__("Save the policy first: what is tried is what is stored."));
		open_trial({ policy: frm.doc.name, company: frm.doc.company });
	});
}

function open_trial({ policy, company }) {
	const body = h("div", { class: "li-panel li-trial", role: "region", "aria-live": "polite" });
	const is_default = company === frappe.defaults.get_global_default("company");
	const dialog = new frappe.ui.Dialog({
		title: frappe.utils.escape_html(__("{0}, tried on a lead", [policy])),
		size: "large",
		fields: [
			{
				fieldtype: "Link",
				fieldname: "lead",
				options: "Lead",
				label: __("Lead"),
				description: __("Nothing is stored, and no clock is begun."),
				get_query: () => ({ filters: is_default ? { company: ["in", [company, ""]] } : { company } }),
				onchange: () => show(),
			},
			{ fieldtype: "HTML", fieldname: "content" },
		],
	});
	dialog.get_field("content").$wrapper.append(body);
	dialog.$wrapper.addClass("li-trial-dialog li-policy-trial").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	let asked = null;

	async function show() {
		const lead = dialog.get_value("lead");
		if (lead === asked) return;
		asked = lead;
		if (!lead) return body.replaceChildren();
		body.setAttribute("aria-busy", "true");
		const content = await tried_on(lead, policy).then(found, (error) => [h("p", { class: "li-refused", role: "alert" }, error.message)]);
		if (asked !== lead) return;
		body.replaceChildren(...content.filter(Boolean));
		body.removeAttribute("aria-busy");
	}
}

function found({ considered, terms, grade, is_older }) {
	const winner = terms && considered.find((one) => one.name === terms.policy);
	return [
		h("p", { class: "li-verdict-line" }, verdict(winner)),
		h("p", { class: "li-quiet" }, grade ? __("The lead has grade {0}.", [grade]) : __("The lead has no grade.")),
		is_older && notice("info", __("The lead is older than the first policy that went live. It gets clocks once it is released, or with its next hand-over.")),
		terms && asked_for(terms),
		h("h5", {}, __("Policies in the order in which they are tried")),
		h("ul", { class: "li-criteria" }, considered.map(policy_line)),
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

const MARKS = {
	true: { picture: "tick", name: "met", said: () => __("is for this lead") },
	false: { picture: "close", name: "missing", said: () => __("is not for this lead") },
	null: { picture: "es-line-question", name: "unknown", said: () => __("cannot be said, so it does not apply") },
};

function policy_line({ name, title, priority, verdict: judged, sentence, seen, problem }) {
	const mark = MARKS[String(judged)];
	return h(
		"li",
		{ class: `li-criterion li-criterion-${mark.name}` },
		h("span", { class: "li-criterion-mark" }, icon(mark.picture, "xs")),
		h(
			"div",
			{},
			h("div", {}, h("strong", {}, title), " ", h("span", { class: "li-quiet" }, `${name} · ${__("priority {0}", [priority])}`), " ", mark.said()),
			problem ? h("div", { class: "li-problem" }, problem) : h("div", { class: "li-sentence" }, sentence || __("For all leads of the company.")),
			seen.length > 0 && h("div", { class: "li-seen" }, seen.map(({ label, value }) => `${label}: ${value}`).join(" · "))
		)
	);
}
