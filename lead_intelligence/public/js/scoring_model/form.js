// What the forms of Lead Scoring Model and of its tables do. The doctype's own script attaches these.

import { show_run } from "../evaluation_run/on_model";
import { show_panels } from "../preview/form";
import { offer_export } from "./exchange";
import { choose_touches, say_soon, spoken_fields } from "./engagement_grid";
import { add_first_rows } from "./first_rows";
import { conditions, offer_groups } from "./rules_grid";
import { preview_soon } from "./scale_preview";
import { confirm_retiring, offer_new_version, show_status, tell_consequence } from "./versions";

export const model_events = {
	setup: (frm) => conditions.set_up(frm),
	onload: add_first_rows,
	refresh(frm) {
		show_status(frm);
		offer_new_version(frm);
		offer_export(frm);
		conditions.show(frm);
		offer_groups(frm);
		tell_consequence(frm);
		preview_soon(frm);
		show_panels(frm);
		show_run(frm);
	},
	company: tell_consequence,
	scale: preview_soon,
	before_submit: confirm_retiring,
};

export const rule_events = {
	edit_condition: (frm, _doctype, name) => conditions.open(frm, name),
	condition_json: preview_soon,
	points: preview_soon,
	rule_group: preview_soon,
	rules_remove: preview_soon,
};

const on_spoken = (frm, doctype, name) => {
	say_soon(frm, doctype, name);
	preview_soon(frm);
};

export const engagement_events = {
	choose_touches,
	...Object.fromEntries(spoken_fields.map((fieldname) => [fieldname, on_spoken])),
	engagement_rules_add: say_soon,
	engagement_rules_remove: preview_soon,
	points: preview_soon,
	rule_group: preview_soon,
};

const on_groups = (frm) => {
	offer_groups(frm);
	preview_soon(frm);
};

export const group_events = {
	group_name: on_groups,
	groups_remove: on_groups,
	engagement_groups_remove: on_groups,
	at_most: preview_soon,
	at_least: preview_soon,
};

export const grade_events = {
	grade: preview_soon,
	at_least: preview_soon,
	colour: preview_soon,
	grades_remove: preview_soon,
};
