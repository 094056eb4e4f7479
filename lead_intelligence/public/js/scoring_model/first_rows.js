// A new model begins with grades and one rule to fill in.

const GRADES = [
	{ grade: "A", at_least: "65", colour: "Green" },
	{ grade: "B", at_least: "45", colour: "Blue" },
	{ grade: "C", at_least: "30", colour: "Orange" },
	{ grade: "D", at_least: "", colour: "Gray" },
];

export function add_first_rows(frm) {
	if (!frm.is_new()) return;
	if (!(frm.doc.grades || []).length) {
		GRADES.forEach((grade) => frm.add_child("grades", grade));
		frm.refresh_field("grades");
	}
	if (!(frm.doc.rules || []).length) {
		frm.add_child("rules");
		frm.refresh_field("rules");
	}
}
