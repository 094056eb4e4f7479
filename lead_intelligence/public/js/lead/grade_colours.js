// The colours of grades in lists. They belong to the version of the model by which a lead was scored.

import { call } from "../server";
import { known_colour } from "./grade_pill";

let versions = {};
let learning = null;

export function colour_of(version, grade) {
	const colours = versions[version];
	return known_colour(colours && colours[grade]);
}

/** The colour of a grade where it does not matter by which version; nothing for what is no grade. */
export function grade_colour(grade) {
	const colours = Object.values(versions).findLast((found) => grade in found);
	return colours && known_colour(colours[grade]);
}

/** The grades of all versions, once they are known. */
export function all_grades() {
	return [...new Set(Object.values(versions).flatMap((colours) => Object.keys(colours)))].sort();
}

/** Learns the colours once; `then` is called if they were not known before. */
export async function learn_colours(then) {
	if (learning) return learning;
	learning = call("grades.colours", {}, { type: "GET" }).then((found) => {
		versions = found || {};
	});
	await learning;
	then();
}
