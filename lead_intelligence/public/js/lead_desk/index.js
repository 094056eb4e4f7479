// What the script of the page calls.

import { LeadDesk } from "./page";

frappe.provide("lead_intelligence");
lead_intelligence.lead_desk = {
	on_page_load(wrapper) {
		const desk = (wrapper.li_desk = new LeadDesk(wrapper));
		$(wrapper).on("hide", () => desk.hide());
	},
	on_page_show(wrapper) {
		wrapper.li_desk.show();
	},
};
