// A lead that was handed over is taken, or refused for a reason.

import { follow_reason, reasons, refusal_fields } from "../../lead/stage/refusing";
import { one_at_a_time } from "../../one_at_a_time";
import { outbox } from "../outbox";
import { FieldsPart } from "./fields_part";
import { told, Window } from "./window";

export async function accept(row, desk) {
	const { lead, name } = row;
	const entry = { lead, name, what: __("Accept"), method: "lead_desk_acts.accept", args: { lead } };
	try {
		const result = await outbox.send(entry);
		desk.changed(lead, told(result, entry, () => __("{0} is accepted.", [name])));
	} catch (error) {
		frappe.msgprint({ title: __("Not Accepted"), message: frappe.utils.escape_html(error.message), indicator: "red" });
	}
}

export const refuse_dialog = one_at_a_time(async (row, desk) => {
	const known = await reasons();
	if (!known) return null;
	const why = new FieldsPart(refusal_fields(known), (group) => follow_reason(group, known));
	const sent = () => {
		const { reason, note, revisit_on, duplicate_of } = why.values;
		return { method: "lead_desk_acts.refuse", what: __("Refuse"), words: note || null, args: { lead: row.lead, reason, note, revisit_on, duplicate_of } };
	};
	const title = __("Refuse {0}", [row.name]);
	return new Window({ row, desk, key: "refuse", title, primary: __("Refuse"), parts: { why }, sent, done: () => __("{0} is refused.", [row.name]) }).open();
});
