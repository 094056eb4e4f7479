// The tabs of a model that look at past leads. What is in a tab is asked for when it is opened.

import { WorkbenchPanel } from "../workbench/panel";
import { ImpactPanel } from "./panel";

export function show_panels(frm) {
	if (!frm.fields_dict.preview_panel) return;
	const allowed = frappe.model.can_read("Lead Scoring Preview");
	for (const fieldname of ["preview_panel", "workbench_panel"]) {
		const { tab } = frm.fields_dict[fieldname];
		tab.df.hidden = allowed ? 0 : 1;
		tab.refresh();
	}
	if (!allowed) return;
	frm.li_impact = frm.li_impact || in_tab(frm, "preview_panel", ImpactPanel);
	frm.li_workbench = frm.li_workbench || in_tab(frm, "workbench_panel", WorkbenchPanel);
	[frm.li_impact, frm.li_workbench].forEach((refresh) => refresh());
}

function in_tab(frm, fieldname, Panel) {
	const { tab, $wrapper } = frm.fields_dict[fieldname];
	const panel = new Panel(frm, () => frm.fields_dict.preview_panel.tab.set_active());
	$wrapper.empty().append(panel.root);
	tab.tab_link.find(".nav-link").on("shown.bs.tab", () => panel.refresh());
	return () => tab.is_active() && panel.refresh();
}
