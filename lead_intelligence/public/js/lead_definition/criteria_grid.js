// The table of criteria: the sentence of each condition opens the dialog, with all that criteria can look at.

import { ConditionColumn } from "../conditions/in_grid";
import { source_for } from "./store";

export const conditions = new ConditionColumn({
	doctype: "Lead Stage Criterion",
	table: "criteria",
	title: "criterion",
	source: (frm) => source_for(frm.doc.company),
});
