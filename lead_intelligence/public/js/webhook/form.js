// The form of a webhook.

import { offer_ready_made } from "./ready_made";
import { offer_test } from "./test";

export const webhook_events = {
	refresh(frm) {
		const may_write = Boolean(frm.perm[0]?.write);
		// Whoever may not change it sees nothing but stars there.
		frm.toggle_display(["url", "secret"], may_write);
		if (!may_write) return;
		offer_ready_made(frm);
		if (!frm.is_new()) offer_test(frm);
	},
};
