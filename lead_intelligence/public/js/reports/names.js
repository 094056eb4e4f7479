// The reports of the funnel, in the order in which they are read: from the whole to the single lead.

export const REPORTS = [
	"Lead Funnel",
	"Marketing and Sales Agreement",
	"Lead Response Time",
	"Rep Performance",
	"Sales Cycle",
	"Source Return",
	"Score Check",
	"Nurture Yield",
	"Rejected Leads",
	"Stagnant Leads",
];

/** Of what Frappe's page shows. What people save with columns of their own is a report of another name. */
export const name_of = (report) => (report.report_doc && report.report_doc.reference_report) || report.report_name;

export const is_ours = (report) => REPORTS.includes(name_of(report));
