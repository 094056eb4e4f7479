// The form of the settings.

import { offer_load_grades } from "./load_weights";
import { show_sample_data } from "./sample_data";
import { add_backfill_button } from "./touch_backfill";

export const settings_events = {
	refresh(frm) {
		offer_load_grades(frm);
		show_sample_data(frm);
		add_backfill_button(frm);
	},
};
