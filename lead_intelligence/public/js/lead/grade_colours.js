// The colours of grades in lists. They belong to the version of the model by which a lead was scored.

import { call } from "../server";
import { known_colour } from "./grade_pill";

let versions = null;

export function colour_of(version, grade) {
	const colours = versions && versions[version];
	return known_colour(colours && colours[grade]);
}

/** Learns the colours once; `then` is called if they were not known before. */
export async function learn_colours(then) {
	if (versions) return;
	versions = {};
	versions = (await call("grades.colours", {}, { type: "GET" })) || {};
	then();
}
