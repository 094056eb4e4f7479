// What the block on the workspace calls.

import { Dashboard } from "./page";

frappe.provide("lead_intelligence");
lead_intelligence.dashboard = {
	/** `host`: the element of the block, whose shadow has nothing in it but a place for what is drawn here. So all of the desk's styles count. */
	show(host) {
		if (host.li_dashboard || !frappe.model.can_read("Lead")) return;
		host.li_dashboard = new Dashboard(host);
		host.li_dashboard.start();
	},
};
