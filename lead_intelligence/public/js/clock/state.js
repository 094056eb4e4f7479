// The state of a stored clock: what it was when it closed, else worked out as of now.

const SHOWN = {
	Running: ["blue", () => __("Running")],
	Paused: ["gray", () => __("Paused")],
	Overdue: ["red", () => __("Late, still open")],
	Met: ["green", () => __("In time")],
	Late: ["orange", () => __("Late")],
	Breached: ["red", () => __("Missed")],
	"Not Applicable": ["gray", () => __("Ended")],
};

export function state_of({ outcome, due_at, paused_since }) {
	if (outcome) return outcome;
	const seen_at = paused_since || frappe.datetime.now_datetime();
	if (seen_at > due_at) return "Overdue";
	return paused_since ? "Paused" : "Running";
}

/** { words, colour } */
export function shown_state(clock) {
	const [colour, words] = SHOWN[state_of(clock)] || SHOWN["Not Applicable"];
	return { words: words(), colour };
}
