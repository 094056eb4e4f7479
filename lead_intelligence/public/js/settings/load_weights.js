// The grades that leads have, suggested where the settings say how much each counts.

import { call } from "../server";

export async function offer_load_grades(frm) {
	const { grid } = frm.fields_dict.load_weights;
	// A grade of an older model may stand there; it would silently be emptied.
	grid.update_docfield_property("grade", "ignore_validation", 1);
	const versions = await call("grades.colours");
	if (!versions) return;
	const grades = [...new Set(Object.values(versions).flatMap(Object.keys))].sort();
	grid.update_docfield_property("grade", "options", grades.join("\n"));
}
