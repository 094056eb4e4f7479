// What past leads suggest to change, as notes in the colour of their weight.

import { h } from "../elements";

const COLOURS = {
	broken: "red",
	"wrong way": "red",
	unreachable: "red",
	never: "orange",
	always: "orange",
	"same leads": "orange",
	over: "gray",
	unknown: "blue",
	"no lead": "blue",
};

export function suggestion_notes(suggestions) {
	if (!suggestions.length) return null;
	return h("ul", { class: "li-suggestion-notes" }, suggestions.map(note));
}

export function grade_suggestions(suggestions) {
	if (!suggestions.length) return null;
	return h(
		"section",
		{ class: "li-grade-suggestions", "aria-label": __("Suggestions for grades") },
		suggestion_notes(suggestions)
	);
}

function note({ kind, text }) {
	return h("li", { class: `li-${COLOURS[kind] || "gray"}` }, h("strong", {}, title(kind)), " ", text);
}

function title(kind) {
	const titles = {
		broken: __("Cannot be read."),
		"wrong way": __("Points the wrong way."),
		never: __("Never fires."),
		always: __("Always fires."),
		"same leads": __("Says the same twice."),
		over: __("Over."),
		unknown: __("Mostly unknown."),
		unreachable: __("Out of reach."),
		"no lead": __("Empty."),
	};
	return titles[kind] || "";
}

/** The heavier its suggestions, the earlier a rule is shown. */
export function weight(rule) {
	const weights = { red: 3, orange: 2, blue: 1, gray: 1 };
	return Math.max(0, ...rule.suggestions.map(({ kind }) => weights[COLOURS[kind]] || 1));
}
