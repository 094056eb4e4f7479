// What the forms of Lead SLA Policy and of its tables do. The doctype's own script attaches these.

import { JUDGED, show_run } from "../evaluation_run/on_model";
import { show_conditions } from "./conditions";
import { keep_sentences, redraw_step, show_steps } from "./steps_grid";
import { around, state_of } from "./store";
import { show_summary, summarize_soon } from "./summary";
import { offer_trial } from "./trial";
import { confirm_retiring, offer_new_version, show_status, tell_consequence } from "./versions";

export const policy_events = {
	onload(frm) {
		if (!frm.is_new() || (frm.doc.targets || []).length) return;
		frm.add_child("targets", {});
		frm.refresh_field("targets");
	},
	setup(frm) {
		frm.set_query("user", "escalations", () => ({ query: "frappe.core.doctype.user.user.user_query" }));
	},
	refresh(frm) {
		show_status(frm);
		offer_new_version(frm);
		offer_trial(frm);
		show_conditions(frm);
		show_steps(frm);
		show_summary(frm);
		show_what_is_known(frm);
		show_run(frm, JUDGED);
	},
	company: show_what_is_known,
	title: show_what_is_known,
	condition_text: summarize_soon,
	validate: keep_sentences,
	before_submit: confirm_retiring,
};

export const sla_target_events = {
	grade: summarize_soon,
	first_response_minutes: summarize_soon,
	acceptance_hours: summarize_soon,
	next_touch_hours: summarize_soon,
	targets_remove: summarize_soon,
};

export const escalation_events = Object.fromEntries(
	["purpose", "offset_value", "offset_unit", "direction", "action", "role", "user", "webhook", "by_email"].map((field) => [field, redraw_step])
);

async function show_what_is_known(frm) {
	const { name, company, title } = frm.doc;
	const [state, known] = await Promise.all([
		frm.is_new() ? null : state_of(name).catch(() => null),
		company ? around(frm.doc).catch(() => null) : null,
	]);
	if (frm.doc.name !== name || frm.doc.company !== company || frm.doc.title !== title) return;
	frm.li_policy = { state, known: frm.doc.docstatus < 2 ? known : null };
	suggest_grades(frm, (known && known.grades) || []);
	show_summary(frm);
	tell_consequence(frm, known);
}

/** Any other text may be entered, for a model that is to come. */
function suggest_grades(frm, grades) {
	const { grid } = frm.fields_dict.targets;
	grid.update_docfield_property("grade", "options", grades.join("\n"));
	grid.update_docfield_property("grade", "ignore_validation", 1);
}
