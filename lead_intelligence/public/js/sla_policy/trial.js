// Which policy is for a lead, and why those before it are not. Nothing is stored.

import { h, icon, with_parts } from "../elements";
import { notice } from "../lead/notices";
import { seen } from "../lead/reasons";
import { duration } from "./durations";
import { considered } from "./store";

export function offer_trial(frm) {
	if (frm.is_new() || frm.doc.docstatus === 2 || !frappe.model.can_read("Lead")) return;
	frm.add_custom_button(__("Try on a Lead"), () => open(frm));
}

function open(frm) {
	const body = h("div", { class: "li-panel li-trial", role: "region", "aria-live": "polite" });
	let asked = null;
	const dialog = new frappe.ui.Dialog({
		title: frappe.utils.escape_html(__("{0}, tried on a lead", [frm.doc.title])),
		size: "large",
		fields: [
			{
				fieldtype: "Link",
				fieldname: "lead",
				label: __("Lead"),
				options: "Lead",
				get_query: () => ({ filters: { company: frm.doc.company } }),
				description: frm.is_dirty() ? __("The policy is tried as it was saved.") : "",
				onchange: () => show(dialog.get_value("lead")),
			},
			{ fieldtype: "HTML", fieldname: "content" },
		],
	});
	dialog.get_field("content").$wrapper.append(body);
	dialog.$wrapper.addClass("li-policy-trial").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();

	async function show(lead) {
		if (lead === asked) return;
		asked = lead;
		if (!lead) return body.replaceChildren();
		body.setAttribute("aria-busy", "true");
		const content = await considered(lead, frm.doc.name).then(found, (error) => [
			h("p", { class: "li-refused", role: "alert" }, error.message),
		]);
		if (lead !== asked) return;
		body.replaceChildren(...content.filter(Boolean));
		body.removeAttribute("aria-busy");
	}
}

function found({ tried, not_tried, asks }) {
	const winner = asks && tried[tried.length - 1];
	return [
		h("p", { class: "li-verdict-line" }, winner ? with_parts(__("{0} applies."), h("strong", {}, winner.title)) : __("No policy is for this lead: it has no clock.")),
		asks && h("p", { class: "li-quiet" }, asked_of(asks)),
		asks && asks.is_paused && notice("info", __("Its pause holds: the clocks stand still.")),
		h("ul", { class: "li-criteria" }, tried.map(line)),
		not_tried.length > 0 && h("p", { class: "li-quiet" }, __("Not tried any more: {0}.", [not_tried.map((one) => one.title).join(", ")])),
	];
}

const NAMES = {
	"First Response": (within) => __("answered within {0}", [within]),
	Acceptance: (within) => __("accepted by sales within {0}", [within]),
	"Next Touch": (within) => __("contacted again within {0}", [within]),
};

function asked_of({ minutes }) {
	const parts = Object.entries(minutes).map(([purpose, of]) => NAMES[purpose](duration(of)));
	return parts.length ? __("{0} of working time", [parts.join(", ")]) : __("It has no target for the grade of this lead, and so no clock.");
}

const STATES = {
	true: { picture: "tick", name: "met", said: () => __("is for this lead") },
	false: { picture: "close", name: "missing", said: () => __("is not for this lead") },
	null: { picture: "es-line-question", name: "unknown", said: () => __("cannot be judged: something is not known") },
};

function line({ title, priority, verdict, sentence, seen: values, problems }) {
	const state = STATES[String(verdict)];
	return h(
		"li",
		{ class: `li-criterion li-criterion-${state.name}` },
		h("span", { class: "li-criterion-mark" }, icon(state.picture, "xs")),
		h(
			"div",
			{},
			h(
				"div",
				{ class: "li-rule-line" },
				h("span", { class: "li-rule" }, title),
				h("span", { class: "li-quiet" }, ` ${__("priority {0}", [priority])} · ${state.said()}`)
			),
			h("div", { class: "li-sentence" }, sentence || __("For all leads.")),
			values.length > 0 && h("div", { class: "li-seen" }, seen({ seen: values })),
			problems.map((problem) => h("div", { class: "li-problem" }, problem))
		)
	);
}
