// By what the rows of a report are told apart.

const DIMENSIONS = {
	"Family of Origin": () => __("Family of Origin"),
	Source: () => __("Source"),
	Campaign: () => __("Campaign"),
	"Lead Owner": () => __("Lead Owner"),
	Territory: () => __("Territory"),
	Company: () => __("Company"),
	Grade: () => __("Grade"),
	"Market Segment": () => __("Market Segment"),
	Agreement: () => __("Agreement"),
	Month: () => __("Month"),
	Quarter: () => __("Quarter"),
	Week: () => __("Week"),
};

/** As options of a Select. `first`: others before them, as { value, label }. `without`: those that mean nothing to the report. */
export function dimensions(first = [], without = []) {
	const shared = Object.entries(DIMENSIONS).filter(([value]) => !without.includes(value));
	return [...first, ...shared.map(([value, label]) => ({ value, label: label() }))];
}
