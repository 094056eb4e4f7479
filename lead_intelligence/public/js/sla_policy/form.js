// What the forms of Lead SLA Policy and of its tables do. The doctype's own script attaches these.

import { JUDGED, show_run } from "../evaluation_run/on_model";
import { show_status } from "../versions/version";
import { show_conditions } from "./conditions";
import { add_first_rows } from "./first_rows";
import { offer_grades } from "./grades";
import { say_soon, spoken_fields } from "./steps_grid";
import { around } from "./store";
import { summary_soon } from "./summary";
import { offer_trial } from "./trial";
import { confirm_retiring, offer_new_version, tell_consequence } from "./versions";

export const policy_events = {
	onload: add_first_rows,
	refresh(frm) {
		show_status(frm);
		offer_new_version(frm);
		offer_trial(frm);
		show_conditions(frm, summary_soon);
		summary_soon(frm);
		look_around(frm);
		show_run(frm, JUDGED);
	},
	company: look_around,
	title: look_around,
	priority: summary_soon,
	first_response_from: summary_soon,
	again_on_hot_touch: summary_soon,
	working_calendar: summary_soon,
	before_submit: confirm_retiring,
};

const on_targets = (frm) => {
	summary_soon(frm);
	offer_grades(frm, frm.li_grades || []);
};

export const target_events = {
	grade: on_targets,
	first_response_minutes: summary_soon,
	acceptance_hours: summary_soon,
	next_touch_hours: summary_soon,
	targets_add: on_targets,
	targets_remove: on_targets,
};

const on_spoken = (frm, _doctype, name) => say_soon(name, () => summary_soon(frm));

export const step_events = {
	...Object.fromEntries(spoken_fields.map((fieldname) => [fieldname, on_spoken])),
	escalations_add: on_spoken,
	escalations_remove: summary_soon,
};

export const limit_events = {
	stage: summary_soon,
	working_days: summary_soon,
	stagnation_limits_remove: summary_soon,
};

async function look_around(frm) {
	const asked = about(frm);
	const known = frm.doc.company ? await around(frm.doc).catch(() => null) : null;
	if (asked !== about(frm)) return;
	frm.li_grades = (known && known.grades) || [];
	offer_grades(frm, frm.li_grades);
	tell_consequence(frm, known);
}

const about = ({ doc }) => JSON.stringify([doc.name, doc.company, doc.title]);
