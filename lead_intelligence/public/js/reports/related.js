// From one report to the others, about the same leads in the same days.

import { shared_values } from "./filter_area";
import { name_of, REPORTS } from "./names";

export function offer_others(report) {
	for (const name of REPORTS.filter((name) => name !== name_of(report))) {
		report.page.add_inner_button(__(name), () => go(report, name), __("Other Reports"));
	}
}

function go(report, name) {
	frappe.route_options = shared_values(report);
	frappe.set_route("query-report", name);
}
