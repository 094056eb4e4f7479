// The form of a hand-over, which nobody edits: what is done about it is done on the lead.

import { show_about_lead } from "../about_lead";

export const handover_events = {
	refresh(frm) {
		show_about_lead(frm);
	},
};
