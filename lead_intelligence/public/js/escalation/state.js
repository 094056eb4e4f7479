// How far an escalation is, in colour and words.

const COLOURS = { Waiting: "orange", Delivered: "green", "Passed Over": "gray", Failed: "red" };

/** { words, colour } */
export function shown_state({ state, attempts }) {
	const is_tried_again = state === "Waiting" && attempts > 0;
	return { words: is_tried_again ? __("Tried again") : __(state), colour: COLOURS[state] || "gray" };
}
