// Stages as people read them. Their names are abbreviations that both sides know; a colour goes with each.

const COLOURS = {
	Raw: "gray",
	Lead: "gray",
	MQL: "orange",
	SAL: "blue",
	SQL: "blue",
	Opportunity: "green",
	Customer: "green",
	Nurture: "yellow",
	Disqualified: "red",
};

export function stage_colour(stage) {
	return COLOURS[stage] || "gray";
}

export function stage_name(stage) {
	return __(stage);
}

/** What lies behind a gate: a record of ERPNext, or the work of sales. */
export function target_name(target) {
	return target === "Assignment" ? __("Assignment to sales") : __(target);
}
