// The day has come to look again at a lead that was put aside: it comes back.

import { LONGEST_NOTES } from "./call";
import { TextPart } from "./text_part";
import { Window } from "./window";

export function revisit_dialog(row, desk) {
	const hint = __("A new attempt begins, as far up as the lead qualifies for.");
	const reason = new TextPart({ label: __("Reason"), rows: 3, most: LONGEST_NOTES, needed: __("Say why the lead comes back."), hint });
	const sent = () => ({ method: "lead_desk_acts.bring_back", what: __("Bring Back"), words: reason.text, args: { lead: row.lead, reason: reason.text } });
	const title = __("Bring Back {0}", [row.name]);
	return new Window({ row, desk, key: "revisit", title, primary: __("Bring Back"), parts: { reason }, sent, done: () => __("The lead is back.") }).open();
}
