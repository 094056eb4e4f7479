// Quick choices of the days that a report is about.

const day = (moment_) => moment_.format("YYYY-MM-DD");
const today = () => moment(frappe.datetime.get_today());

const span = (from, to) => ({ from_date: day(from), to_date: day(to) });

/** A span of whole calendar units, `back` of them ago; the one under way ends today. */
function unit(name, back = 0) {
	const start = today().startOf(name).subtract(back, name === "quarter" ? "quarters" : `${name}s`);
	return span(start, back ? moment(start).endOf(name) : today());
}

const PERIODS = {
	"This Month": { label: () => __("This Month"), days: () => unit("month") },
	"Last Month": { label: () => __("Last Month"), days: () => unit("month", 1) },
	"This Quarter": { label: () => __("This Quarter"), days: () => unit("quarter") },
	"Last Quarter": { label: () => __("Last Quarter"), days: () => unit("quarter", 1) },
	"This Year": { label: () => __("This Year"), days: () => unit("year") },
	"Last Year": { label: () => __("Last Year"), days: () => unit("year", 1) },
	"Last 12 Months": { label: () => __("Last 12 Months"), days: () => span(today().startOf("month").subtract(11, "months"), today()) },
};
export const FIRST_PERIOD = "Last 12 Months";
export const OWN_DAYS = "Own Days";

export function period_options() {
	const named = Object.entries(PERIODS).map(([value, { label }]) => ({ value, label: label() }));
	return [...named, { value: OWN_DAYS, label: __("Own Days") }];
}

/** { from_date, to_date }; null for days of one's own. */
export const days_of = (period) => (PERIODS[period] ? PERIODS[period].days() : null);

/** The name of the period that has just these days, in the order in which they are offered. */
export function period_of({ from_date, to_date }, preferred) {
	const is_it = (name) => {
		const days = days_of(name);
		return days && days.from_date === from_date && days.to_date === to_date;
	};
	return [preferred, ...Object.keys(PERIODS)].find((name) => name && is_it(name)) || OWN_DAYS;
}
