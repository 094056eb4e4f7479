// The colours of grades in lists. They belong to the version of the model by which a lead was scored.

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
	const { message } = await frappe.call({ method: "lead_intelligence.api.grades.colours", type: "GET" });
	versions = message || {};
	then();
}
