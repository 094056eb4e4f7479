// What our reports ask the server for besides their figures.

import { ask } from "../server";

/** The leads behind a figure: { total, leads }. */
export function leads_behind({ report, filters, key, column, start = 0, most = 50 }) {
	return ask("report.leads", { report, filters: JSON.stringify(filters), key, column, start, most });
}

/** What was left for later, as markup; empty where there is nothing. */
export function statement_of({ report, filters }) {
	return ask("report.statement", { report, filters: JSON.stringify(filters) });
}
