// The form of a note that a lead is stagnant, which nobody edits.

import { show_about_lead } from "../about_lead";

export const stagnation_events = {
	refresh(frm) {
		show_about_lead(frm);
	},
};
