import { ScorePanel } from "./panel";
import { rescore_form } from "./rescore";

frappe.ui.form.on("Lead", {
	refresh(frm) {
		if (!frm.fields_dict.li_panel) return;
		const may_rescore = !frm.is_new() && frm.has_perm("write");
		if (may_rescore) frm.add_custom_button(__("Re-score"), () => rescore_form(frm));
		frm.li_score_panel = frm.li_score_panel || new ScorePanel(frm);
		frm.li_score_panel.rescore = may_rescore ? () => rescore_form(frm) : null;
		frm.li_score_panel.refresh();
	},
});
