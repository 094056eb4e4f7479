// The reports of the funnel, in the order in which they are read: from the whole to the single lead.

export const REPORTS = [
	"Lead Funnel",
	"Marketing and Sales Agreement",
	"Lead Response Time",
	"Rep Performance",
	"Sales Cycle",
	"Score Check",
	"Nurture Yield",
	"Rejected Leads",
	"Stagnant Leads",
];

export const is_ours = (report_name) => REPORTS.includes(report_name);
