// Spans of working time as people say them.

/** "45 s", "15 min", "1 h 30 min", "16 h". */
export function span_text(seconds) {
	if (seconds < 60) return together(__("{0} s", [Math.round(seconds)]));
	const minutes = Math.round(seconds / 60);
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (!hours) return together(__("{0} min", [rest]));
	return together(rest ? __("{0} h {1} min", [hours, rest]) : __("{0} h", [hours]));
}

/** On one line: a number without its unit says nothing. */
const together = (text) => text.replace(/ /g, "\u00a0");
