import { h } from "../elements";

const COLOURS = ["green", "blue", "orange", "yellow", "red", "gray"];

/** A colour of ours for a class name; a model may come with any text in its place. */
export function known_colour(colour) {
	return COLOURS.includes(colour) ? colour : "gray";
}

export function grade_pill(grade, colour) {
	const style = `indicator-pill ${known_colour(colour)} no-indicator-dot li-grade`;
	return h("span", { class: style, title: __("Grade {0}", [grade]) }, grade);
}
