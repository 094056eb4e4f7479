// Refusing a lead: a reason says what follows, and what follows says what else is asked.

import { ask } from "../../server";

const NURTURE = "Recycle to Nurture";
const DUPLICATE = "Duplicate";

const CONSEQUENCES = {
	[NURTURE]: () => __("The lead goes to Nurture until it is ready again."),
	Disqualify: () => __("The lead is disqualified."),
	"Wrong Territory": () => __("The lead keeps its stage and is handed over anew."),
	[DUPLICATE]: () => __("The lead is disqualified as a duplicate of another."),
	"Bad Data": () => __("An MQL goes back to Raw, for marketing to correct."),
};

export function refusing() {
	return {
		label: __("Refuse…"),
		title: __("Refuse"),
		method: "refuse",
		is_for_many: true,
		about: reasons,
		fields: refusal_fields,
		changed: follow_reason,
		done: __("The lead was refused."),
	};
}

/** The reasons to choose from; null after a failure that was told. */
export async function reasons() {
	try {
		return await ask("stage.reasons");
	} catch (error) {
		frappe.msgprint({ message: frappe.utils.escape_html(error.message), indicator: "red" });
		return null;
	}
}

export function refusal_fields(known) {
	return [
		{
			fieldname: "reason",
			fieldtype: "Select",
			label: __("Reason"),
			reqd: 1,
			options: [{ value: "", label: "" }, ...known.map(({ name, label }) => ({ value: name, label }))],
		},
		{ fieldname: "note", fieldtype: "Small Text", label: __("Note"), description: __("What marketing should know. It helps the next lead to be better."), max_height: "90px" },
		{ fieldname: "revisit_on", fieldtype: "Date", label: __("Revisit On"), hidden: 1 },
		{ fieldname: "duplicate_of", fieldtype: "Link", options: "Lead", label: __("Duplicate Of"), hidden: 1 },
	];
}

/** Shows what the chosen reason leads to, and asks what that needs. */
export function follow_reason(dialog, known) {
	const { reason, revisit_on, duplicate_of } = dialog.fields_dict;
	reason.df.onchange = () => {
		const chosen = known.find((one) => one.name === reason.get_value()) || {};
		const { consequence } = chosen;
		reason.set_description([chosen.description, CONSEQUENCES[consequence] && CONSEQUENCES[consequence]()].filter(Boolean).map(frappe.utils.escape_html).join("<br>"));
		dialog.set_df_property("revisit_on", "hidden", consequence === NURTURE ? 0 : 1);
		dialog.set_df_property("duplicate_of", "hidden", consequence === DUPLICATE ? 0 : 1);
		dialog.set_df_property("duplicate_of", "reqd", consequence === DUPLICATE ? 1 : 0);
		revisit_on.set_value((consequence === NURTURE && chosen.revisit_on) || "");
		if (consequence !== DUPLICATE) duplicate_of.set_value("");
	};
}
