// At the top of the form: what the policy promises, to whom, and what else is to be known.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { day } from "../preview/figures";
import { duration } from "./durations";
import { POLICY } from "./store";

export const summarize_soon = frappe.utils.debounce(show_summary, 250);

export function show_summary(frm) {
	const field = frm.fields_dict.policy_state;
	if (!field) return;
	const { state, known } = frm.li_policy || {};
	const content = [
		...((state && state.broken) || []).map((problem) => notice("danger", broken(frm.doc), " ", problem)),
		...((state && state.warnings) || []).map((problem) => notice("warning", problem)),
		promises(frm.doc),
		others((known && known.others) || []),
	].filter(Boolean);
	field.$wrapper.empty().append(h("div", { class: "li-panel li-policy-summary" }, content));
}

function broken({ docstatus }) {
	return docstatus === 0
		? __("This no longer fits the leads. Set it again before you save:")
		: __("This can no longer be judged, so it holds for no lead. Make a new version:");
}

function promises(doc) {
	const rows = (doc.targets || []).map((row) => sentence_of(row, doc)).filter(Boolean);
	const whom = doc.condition_text ? __("For leads of which this holds: {0}.", [doc.condition_text]) : __("For all leads.");
	return h(
		"section",
		{ "aria-label": __("What the policy promises") },
		h("p", { class: "li-promised-to" }, whom),
		rows.length
			? h("ul", { class: "li-promises" }, rows.map((row) => h("li", {}, row)))
			: h("p", { class: "li-quiet" }, __("It promises nothing yet: enter a target below."))
	);
}

function sentence_of({ grade, first_response_minutes, acceptance_hours, next_touch_hours }, { targets }) {
	const parts = [
		flt(first_response_minutes) > 0 && __("answered within {0}", [duration(flt(first_response_minutes))]),
		flt(acceptance_hours) > 0 && __("accepted by sales within {0}", [duration(60 * flt(acceptance_hours))]),
		flt(next_touch_hours) > 0 && __("contacted again within {0}", [duration(60 * flt(next_touch_hours))]),
	].filter(Boolean);
	const alone = !(targets || []).some((row) => row.grade);
	const who = grade ? __("Grade {0}", [grade]) : alone ? __("Every grade") : __("All other grades");
	if (!parts.length) return grade ? __("{0}: no clock", [who]) : null;
	return __("{0}: {1} of working time", [who, parts.join(", ")]);
}

function others(rows) {
	if (!rows.length) return null;
	return h(
		"div",
		{ class: "li-others" },
		h("div", { class: "li-quiet" }, __("Also live for this company. Of those that are for a lead, the lowest priority number decides.")),
		h(
			"ul",
			{},
			rows.map(({ name, title, priority, condition_text, valid_from }) =>
				h(
					"li",
					{},
					h("a", { href: frappe.utils.get_form_link(POLICY, name) }, title),
					" ",
					h("span", { class: "li-quiet" }, __("priority {0}, live since {1}", [priority, day(valid_from)])),
					h("div", { class: "li-quiet" }, condition_text || __("all leads"))
				)
			)
		)
	);
}
