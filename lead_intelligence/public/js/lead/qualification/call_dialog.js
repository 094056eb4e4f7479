// A discovery call: when, whether somebody was reached, what was found out, and notes, saved in one go.

import { h } from "../../elements";
import { one_at_a_time } from "../../one_at_a_time";
import { call } from "../../server";
import { Asked } from "./asked";
import { choices } from "./choices";

const LONGEST_NOTES = 2000;

/** `recorded` takes the words to tell. */
export function call_dialog(lead, frameworks, recorded) {
	// Sent twice, by an impatient finger or a bad line, it counts once.
	const form = frappe.utils.get_random(20);
	const asked = new Asked(frameworks);
	const state = { connected: true, leaving: false };
	const questions = asked.element;
	const failure = h("p", { class: "li-not-saved", role: "alert", hidden: true }, __("Not saved. What you entered is still here: try again."));
	const dialog = new frappe.ui.Dialog({
		title: __("Discovery Call"),
		size: "large",
		static: true,
		no_focus: true,
		fields: [
			{ fieldname: "happened_at", fieldtype: "Datetime", label: __("When"), description: __("Empty: now.") },
			{ fieldtype: "Column Break" },
			{ fieldname: "connected", fieldtype: "HTML" },
			{ fieldtype: "Section Break" },
			{ fieldname: "questions", fieldtype: "HTML" },
			{ fieldname: "notes", fieldtype: "Small Text", label: __("Notes on the call"), max_height: "110px" },
			{ fieldname: "failure", fieldtype: "HTML" },
		],
		primary_action_label: __("Record the Call"),
		primary_action: one_at_a_time(store),
		secondary_action_label: __("Cancel"),
		secondary_action: () => dialog.hide(),
	});
	put("connected", reached());
	put("questions", questions);
	put("failure", failure);
	dialog.fields_dict.notes.$input.attr("maxlength", LONGEST_NOTES);
	dialog.$wrapper.addClass("li-call-dialog").on("keydown", escape).on("hide.bs.modal", keep_what_was_typed).on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	return dialog;

	function put(fieldname, element) {
		dialog.fields_dict[fieldname].$wrapper.append(element);
	}

	function reached() {
		return choices({
			label: __("Did you reach them?"),
			options: [
				{ value: "yes", label: __("Yes, we talked") },
				{ value: "no", label: __("Nobody answered") },
			],
			value: "yes",
			changed(value) {
				state.connected = value === "yes";
				questions.hidden = !state.connected;
			},
		});
	}

	async function store() {
		const answers = state.connected ? asked.answers() : [];
		const { happened_at, notes } = dialog.get_values(true);
		dialog.disable_primary_action();
		const result = await call("qualification.discovery_call", {
			lead,
			form,
			happened_at,
			connected: state.connected ? 1 : 0,
			answers: JSON.stringify(answers),
			notes: (notes || "").trim() || null,
		});
		dialog.enable_primary_action();
		failure.hidden = Boolean(result);
		if (!result) return failure.scrollIntoView({ block: "nearest" });
		state.leaving = true;
		dialog.hide();
		recorded(words(result));
	}

	function keep_what_was_typed(event) {
		if (event.target !== dialog.$wrapper[0] || state.leaving || !is_filled()) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		frappe.confirm(__("Discard what you entered about this call?"), () => {
			state.leaving = true;
			dialog.hide();
		});
	}

	function escape(event) {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		dialog.hide();
	}

	function is_filled() {
		const { happened_at, notes } = dialog.get_values(true) || {};
		return Boolean(happened_at || notes || asked.is_answered);
	}
}

function words({ already, recorded }) {
	if (already) return __("This call was recorded before. What you changed since then was not: change single answers on the form.");
	if (!recorded) return __("The call was recorded.");
	return recorded === 1 ? __("The call and 1 answer were recorded.") : __("The call and {0} answers were recorded.", [recorded]);
}
