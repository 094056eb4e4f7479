// The filters that all reports share. A report adds its own between the days and whom the leads are of.

import { learn_colours, all_grades } from "../lead/grade_colours";
import { days_of, FIRST_PERIOD, period_of, period_options } from "./periods";

const SEES_OTHERS = ["Sales Manager", "Sales Master Manager", "System Manager", "Lead Marketing"];
const FAMILIES = [
	["Social Networks", () => __("Social Networks")],
	["Mail, E-Mail, Press and Blog", () => __("Mail, E-Mail, Press and Blog")],
	["Business Signals from Data", () => __("Business Signals from Data")],
	["Websites, White Papers and Surveys", () => __("Websites, White Papers and Surveys")],
	["Fairs and Events", () => __("Fairs and Events")],
	["Internal and External Networks", () => __("Internal and External Networks")],
	["Sales Reps", () => __("Sales Reps")],
	["Telemarketing", () => __("Telemarketing")],
];

/** `own`: the report's own, as Frappe describes filters. `without`: names of shared ones that mean nothing to the report. */
export function filters(own = [], { without = [] } = {}) {
	const shared = [...days(), ...own, company(), ...more()];
	return shared.filter(({ fieldname }) => !without.includes(fieldname));
}

function days() {
	const first = days_of(FIRST_PERIOD);
	return [
		{ fieldname: "period", fieldtype: "Select", label: __("Period"), options: period_options(), default: FIRST_PERIOD, on_change: period_chosen },
		{ fieldname: "from_date", fieldtype: "Date", label: __("From Date"), default: first.from_date, on_change: day_chosen },
		{ fieldname: "to_date", fieldtype: "Date", label: __("To Date"), default: first.to_date, on_change: day_chosen },
		{ fieldname: "compare", fieldtype: "Check", label: __("Compare with the Period before") },
	];
}

function company() {
	return { fieldname: "company", fieldtype: "Link", options: "Company", label: __("Company") };
}

/** Those that are folded away until somebody asks for them, or one of them is set. */
function more() {
	const is_new = frappe.meta.has_field("Lead", "utm_source");
	const sees_others = SEES_OTHERS.some((role) => frappe.user.has_role(role));
	return [
		{ fieldname: "territory", fieldtype: "Link", options: "Territory", label: __("Territory") },
		sees_others && { fieldname: "owner", fieldtype: "Link", options: "User", label: __("Lead Owner"), get_query: () => ({ filters: { user_type: "System User" } }) },
		sees_others && { fieldname: "team", fieldtype: "Link", options: "Sales Person", label: __("Team") },
		{ fieldname: "family", fieldtype: "Select", label: __("Family of Origin"), options: ["", ...FAMILIES.map(([value, label]) => ({ value, label: label() }))] },
		{ fieldname: "source", fieldtype: "Link", options: is_new ? "UTM Source" : "Lead Source", label: __("Source") },
		{ fieldname: "campaign", fieldtype: "Link", options: is_new ? "UTM Campaign" : "Campaign", label: __("Campaign") },
		{ fieldname: "grade", fieldtype: "Autocomplete", label: __("Grade"), ignore_validation: 1, options: [] },
		{ fieldname: "segment", fieldtype: "Link", options: "Market Segment", label: __("Market Segment") },
		{ fieldname: "definition", fieldtype: "Link", options: "Lead Definition", label: __("Agreement"), get_query: () => ({ filters: { docstatus: 1 } }) },
	]
		.filter(Boolean)
		.map((field) => ({ ...field, li_more: true }));
}

/** The grades of all versions, as they are known once the server has told them. */
export async function offer_grades(report) {
	await learn_colours(() => {});
	const field = field_of(report, "grade");
	if (field && field.set_data) field.set_data(all_grades());
}

async function period_chosen(report) {
	const days_ = days_of(value_of(report, "period"));
	if (!days_ || report._no_refresh) return;
	await set_days(report, days_);
	report.refresh(true);
}

async function set_days(report, days_) {
	report.li_setting_days = true;
	for (const [name, value] of Object.entries(days_)) await field_of(report, name).set_value(value);
	report.li_setting_days = false;
}

/** The name of the period follows the days. */
function day_chosen(report) {
	if (report._no_refresh || report.li_setting_days) return;
	name_the_days(report);
	report.refresh(true);
}

function name_the_days(report) {
	const period = field_of(report, "period");
	const name = period_of({ from_date: value_of(report, "from_date"), to_date: value_of(report, "to_date") }, period.get_value());
	if (period.get_value() === name) return;
	period.value = name;
	period.set_input(name);
}

/** Where an address names a period or days, before the first figures are asked for: its days count, where it names any. */
export async function settle_days(report) {
	const period = field_of(report, "period");
	if (!period) return;
	const usual = days_of(FIRST_PERIOD);
	const are_usual = Object.entries(usual).every(([name, value]) => value_of(report, name) === value);
	const named = are_usual && days_of(period.get_value());
	if (named) await set_days(report, named);
	name_the_days(report);
}

const field_of = (report, name) => (report.filters || []).find(({ df }) => df.fieldname === name);

const value_of = (report, name) => field_of(report, name) && field_of(report, name).get_value();
