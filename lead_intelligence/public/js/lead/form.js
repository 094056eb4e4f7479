import { ClockPanel } from "./clock/panel";
import { is_anything_entered } from "./entered";
import { NextSteps } from "./next_steps/panel";
import { OwnerPanel } from "./owner/panel";
import { ScorePanel } from "./panel";
import { QualificationPanel } from "./qualification/panel";
import { rescore_form } from "./rescore";
import { StagePanel } from "./stage/panel";
import { show_subjects } from "./subjects";

frappe.ui.form.on("Lead", {
	refresh(frm) {
		show_subjects(frm);
		show_owner(frm);
		show_clocks(frm);
		show_stage(frm);
		show_qualification(frm);
		if (!frm.fields_dict.li_panel) return;
		const may_rescore = !frm.is_new() && frm.has_perm("write");
		if (may_rescore) frm.add_custom_button(__("Re-score"), () => rescore_form(frm));
		frm.li_score_panel = frm.li_score_panel || new ScorePanel(frm);
		frm.li_score_panel.rescore = may_rescore ? () => rescore_form(frm) : null;
		frm.li_score_panel.refresh();
	},
	li_subjects: show_subjects,
});

function show_owner(frm) {
	if (!frm.fields_dict.li_owner_panel) return;
	frm.li_owner = frm.li_owner || new OwnerPanel(frm);
	frm.li_owner.refresh();
}

function show_clocks(frm) {
	if (!frm.fields_dict.li_clock_panel) return;
	frm.li_clocks = frm.li_clocks || new ClockPanel(frm, () => recorded(frm));
	frm.li_clocks.refresh();
	frm.li_steps = frm.li_steps || new NextSteps(frm);
	frm.li_steps.refresh();
}

function show_qualification(frm) {
	if (!frm.fields_dict.li_qualification_panel) return;
	frm.li_qualification = frm.li_qualification || new QualificationPanel(frm, () => recorded(frm));
	frm.li_qualification.refresh();
}

/** What was recorded may change the score and more. What is not saved yet stays on the form. */
function recorded(frm) {
	if (!is_anything_entered(frm)) return frm.reload_doc();
	for (const panel of [frm.li_owner, frm.li_clocks, frm.li_steps, frm.li_qualification, frm.li_stage, frm.li_score_panel]) {
		if (panel) panel.refresh();
	}
}

function show_stage(frm) {
	if (!frm.fields_dict.li_stage_panel) return;
	frm.li_stage = frm.li_stage || new StagePanel(frm);
	frm.li_stage.refresh();
}
