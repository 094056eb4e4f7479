// The form of a Lead Evaluation Run: its progress, and what can be done about it.

import { call } from "../server";
import { follow, is_over } from "./follow";
import { progress_view } from "./progress";

const COLOURS = { Waiting: "orange", Running: "blue", Paused: "yellow", Done: "green", Stopped: "gray" };

export const run_events = {
	refresh(frm) {
		frm.disable_save();
		frm.li_run?.stop();
		const run = frm.doc.name;
		const is_seen = () => window.cur_frm === frm && frm.doc.name === run;
		frm.li_run = { status: frm.doc.status, stop: follow(run, is_seen, (figures) => show(frm, figures)) };
		show_status(frm, frm.doc.status);
	},
};

export const run_list = {
	get_indicator: (doc) => [__(doc.status), COLOURS[doc.status], `status,=,${doc.status}`],
};

function show(frm, figures) {
	frm.get_field("progress").$wrapper.empty().append(progress_view(figures));
	if (figures.status === frm.li_run.status) return;
	frm.li_run.status = frm.doc.status = figures.status;
	frm.refresh_field("status");
	show_status(frm, figures.status);
	// Its fields, too, say when it ended and why.
	if (is_over(figures)) frm.reload_doc();
}

function show_status(frm, status) {
	frm.page.set_indicator(__(status), COLOURS[status]);
	frm.clear_custom_buttons();
	if (!frappe.model.can_write("Lead Scoring Model")) return;
	const offers = {
		Waiting: [offer_pause, offer_stop],
		Running: [offer_pause, offer_stop],
		Paused: [offer_resume, offer_stop],
	};
	for (const offer of offers[status] || []) offer(frm);
}

const offer_pause = (frm) => frm.add_custom_button(__("Pause"), () => change(frm, "pause"));

function offer_resume(frm) {
	frm.add_custom_button(__("Resume"), () => change(frm, "resume"));
	frm.change_custom_button_type(__("Resume"), null, "primary");
}

function offer_stop(frm) {
	const question = __(
		"Stop this run for good? What is scored stays scored. The other leads keep their score until they are next saved or re-scored."
	);
	frm.add_custom_button(__("Stop"), () => frappe.confirm(question, () => change(frm, "stop")));
}

async function change(frm, what) {
	const figures = await call(`evaluation_run.${what}`, { run: frm.doc.name }, { freeze: true });
	if (figures) show(frm, figures);
	// What the run was told may not be possible any more: then it has gone on without us.
	else frm.reload_doc();
	if (what === "resume" && figures) frm.refresh();
}

