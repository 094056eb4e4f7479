// At the top of the form: the whole policy in words, as it stands on the form, saved or not.

import { h } from "../elements";
import { stage_name } from "../lead/stage/names";
import { day } from "../preview/figures";
import { span_text } from "./spans";

export const summary_soon = frappe.utils.debounce(show_summary, 200);

export function show_summary(frm) {
	const { doc } = frm;
	const field = frm.fields_dict.policy_state;
	if (!field) return;
	const parts = [
		[__("For"), whom(doc)],
		[__("Promised"), promises(doc)],
		[__("Counted"), counted(doc)],
		[__("Stands still"), pauses(doc)],
		[__("If nobody answers"), list((doc.escalations || []).map((row) => row.step_text).filter(Boolean))],
		[__("Stagnant"), list((doc.stagnation_limits || []).filter((row) => row.stage && row.working_days).map(limit))],
	].filter(([, content]) => content);
	field.$wrapper.empty().append(
		h(
			"section",
			{ class: "li-panel li-policy-summary", "aria-label": __("The policy in words") },
			h("p", { class: "li-policy-status" }, status(doc)),
			h("dl", {}, parts.map(([title, content]) => [h("dt", {}, title), h("dd", {}, content)]))
		)
	);
}

function status(doc) {
	if (doc.status === "Live") return __("Live since {0}. A change is made in a new version.", [day(doc.valid_from)]);
	if (doc.status === "Retired") return __("Live from {0} to {1}, retired since.", [day(doc.valid_from), day(doc.valid_to)]);
	if (doc.status === "Cancelled") return __("Cancelled. It asks nothing of anybody.");
	return __("Draft. It asks nothing of anybody until it is submitted.");
}

function whom(doc) {
	const leads = doc.condition_json
		? __("Leads for which this holds: {0}", [doc.condition_text || __("Condition not saved yet")])
		: __("All leads of the company");
	return [leads, h("span", { class: "li-quiet" }, ` · ${__("priority {0}", [cint(doc.priority)])}`)];
}

function promises(doc) {
	const rows = (doc.targets || []).map((row) => [row.grade, promised(row)]);
	if (!rows.some(([, words]) => words)) return __("Nothing yet. Enter at least one target.");
	const [of_others] = rows.filter(([grade, words]) => !grade && words);
	// A row without targets keeps its grade out of what is promised to all others.
	const graded = rows.filter(([grade, words]) => grade && (words || of_others));
	const lines = graded.map(([grade, words]) => __("Grade {0}: {1}", [grade, words || __("no clock")]));
	if (!of_others) lines.push(__("Nobody else has a clock."));
	else lines.push(graded.length ? __("All others: {0}", [of_others[1]]) : __("Any grade: {0}", [of_others[1]]));
	return list(lines);
}

function promised(row) {
	const spans = [
		[flt(row.first_response_minutes) * 60, (span) => __("answered within {0} of working time", [span])],
		[flt(row.acceptance_hours) * 3600, (span) => __("accepted by sales within {0}", [span])],
		[flt(row.next_touch_hours) * 3600, (span) => __("contacted again within {0}", [span])],
	];
	return spans
		.filter(([seconds]) => seconds > 0)
		.map(([seconds, say]) => say(span_text(seconds)))
		.join(", ");
}

function counted(doc) {
	const from =
		doc.first_response_from === "Becoming MQL" ? __("from the moment at which a lead becomes an MQL") : __("from the creation of the lead");
	const again = cint(doc.again_on_hot_touch) ? __("again when a lead that was answered shows intent to buy") : null;
	const hours = doc.working_calendar
		? __("in the working hours of {0}", [doc.working_calendar])
		: __("in the working hours of the default calendar");
	return [from, again, hours].filter(Boolean).join(", ");
}

function pauses(doc) {
	return doc.pause_json ? __("while this holds: {0}", [doc.pause_text || __("Condition not saved yet")]) : null;
}

function limit({ stage, working_days }) {
	return working_days === 1
		? __("{0}: after 1 working day without touch or step", [stage_name(stage)])
		: __("{0}: after {1} working days without touch or step", [stage_name(stage), working_days]);
}

const list = (lines) => (lines.length ? h("ul", {}, lines.map((line) => h("li", {}, line))) : null);
