// What the form of Lead Routing Policy and of its rules do. The doctype's own script attaches these.

import { JUDGED, show_run } from "../evaluation_run/on_model";
import { show_status } from "../versions/version";
import { of_rules, show_condition } from "./conditions";
import { around } from "./store";
import { summary_soon } from "./summary";
import { offer_trial } from "./trial";
import { confirm_retiring, offer_new_version, tell_consequence } from "./versions";

export const routing_policy_events = {
	setup(frm) {
		of_company(frm, "default_pool");
		of_company(frm, "pool", "rules");
		frm.set_query("manager", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},
	onload: (frm) => of_rules.set_up(frm),
	refresh(frm) {
		show_status(frm);
		offer_new_version(frm);
		offer_trial(frm);
		of_rules.show(frm);
		show_condition(frm, summary_soon);
		summary_soon(frm);
		look_around(frm);
		show_run(frm, JUDGED);
	},
	company: look_around,
	title: look_around,
	priority: summary_soon,
	first_stage: summary_soon,
	default_pool: summary_soon,
	manager: summary_soon,
	before_submit: confirm_retiring,
};

export const routing_rule_events = {
	title: summary_soon,
	condition_text: summary_soon,
	target: summary_soon,
	pool: summary_soon,
	disabled: summary_soon,
	rules_add: summary_soon,
	rules_move: summary_soon,
	rules_remove: summary_soon,
};

/** Pools of the company, and those for all. */
function of_company(frm, field, table) {
	const query = ({ company }) => ({ filters: { disabled: 0, company: ["in", [company || "", ""]] } });
	if (table) frm.set_query(field, table, query);
	else frm.set_query(field, query);
}

async function look_around(frm) {
	const asked = about(frm);
	const known = frm.doc.company ? await around(frm.doc).catch(() => null) : null;
	if (asked !== about(frm)) return;
	frm.li_around = known;
	tell_consequence(frm, known);
	summary_soon(frm);
}

const about = ({ doc }) => JSON.stringify([doc.name, doc.company, doc.title]);
