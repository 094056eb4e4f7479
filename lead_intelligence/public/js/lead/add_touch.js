// What no program knows, a rep enters: a visit to the stand, a talk in the train.

import { one_at_a_time } from "../one_at_a_time";
import { ask, call } from "../server";

export const add_touch = one_at_a_time(async (frm, added) => {
	const lead = frm.doc.name;
	let kinds;
	try {
		kinds = await ask("touches.kinds");
	} catch (error) {
		frappe.msgprint({ message: frappe.utils.escape_html(error.message), indicator: "red" });
		return;
	}
	// Meanwhile another lead may have been opened.
	if (frm.doc.name !== lead) return;
	// Sent twice, by an impatient finger or a bad line, it counts once.
	const form = frappe.utils.get_random(20);
	const may_answer = (kind) => kinds.some((one) => one.name === kind && one.may_answer);
	const dialog = new frappe.ui.Dialog({
		title: __("Add a Touch"),
		fields: [
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: __("What happened"),
				reqd: 1,
				options: [{ value: "", label: "" }, ...kinds.map(option)],
			},
			{ fieldname: "happened_at", fieldtype: "Datetime", label: __("When"), description: __("Empty: now.") },
			{ fieldname: "subject", fieldtype: "Small Text", label: __("Subject"), max_height: "70px" },
			{
				fieldname: "response",
				fieldtype: "Select",
				label: __("What it was for the lead"),
				options: [
					{ value: "", label: "" },
					{ value: "Answer", label: __("This answered the lead") },
					{ value: "Attempt", label: __("Only an attempt") },
				],
				depends_on: (values) => may_answer(values.kind),
			},
			{
				fieldname: "notes",
				fieldtype: "Small Text",
				label: __("Notes"),
				description: __("How the lead was answered, up to 500 characters."),
				max_height: "70px",
				depends_on: (values) => may_answer(values.kind) && values.response === "Answer",
				mandatory_depends_on: (values) => may_answer(values.kind) && values.response === "Answer",
			},
		],
		primary_action_label: __("Add"),
		primary_action: one_at_a_time(async (values) => {
			dialog.disable_primary_action();
			// What was chosen for another kind before is hidden, and not meant.
			if (!may_answer(values.kind)) delete values.response;
			if (values.response !== "Answer") delete values.notes;
			const answer = await call("touches.add", { lead, form, ...values });
			dialog.enable_primary_action();
			if (!answer) return;
			dialog.hide();
			frappe.show_alert({ message: __("The touch was added."), indicator: "green" });
			added();
		}),
	});
	dialog.$wrapper.addClass("li-add-touch");
	dialog.show();
});

function option({ name, label, intent }) {
	return { value: name, label: intent ? __("{0} (intent to buy)", [label]) : label };
}
