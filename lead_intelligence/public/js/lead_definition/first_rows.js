// A new definition begins with the usual stages and one criterion to fill in.

const STAGES = [
	{ stage: "Lead", by_itself: 1 },
	{ stage: "MQL", by_itself: 1 },
	{ stage: "SAL", by_itself: 0 },
	{ stage: "SQL", by_itself: 0 },
];

export function add_first_rows(frm) {
	if (!frm.is_new()) return;
	if (!(frm.doc.stages || []).length) {
		STAGES.forEach((stage) => frm.add_child("stages", stage));
		frm.refresh_field("stages");
	}
	if (!(frm.doc.criteria || []).length) {
		frm.add_child("criteria", { stage: "Lead" });
		frm.refresh_field("criteria");
	}
}
