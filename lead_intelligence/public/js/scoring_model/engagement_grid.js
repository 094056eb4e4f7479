// The table of engagement rules: the sentence of each follows what is entered, kinds and channels are picked from lists.

import { SaidRows } from "../said_rows";
import { call } from "../server";

const RULE = "Lead Engagement Rule";
const SAID = ["touch_kinds", "touch_channels", "touch_signals", "touch_directions", "counts", "at_least", "at_most"];
const IN_TIME = ["within_days", "fades", "fade_days"];

const sentences = new SaidRows({
	doctype: RULE,
	field: "sentence",
	say: (row) => call("scoring_model.check_engagement_rule", { row: JSON.stringify(row) }),
});

export const say_soon = (_frm, _doctype, name) => sentences.soon(name);

/** Picks kinds and channels from those that there are. */
export async function choose_touches(frm, _doctype, name) {
	const row = frappe.get_doc(RULE, name);
	if (row.docstatus !== 0) return;
	const choices = await call("scoring_model.touch_choices");
	if (!choices) return;
	const row_form = frappe.ui.form.get_open_grid_form();
	const dialog = new frappe.ui.Dialog({
		title: __("Kinds and Channels"),
		fields: [
			check_list("kinds", __("Kinds of Touches"), choices.kinds, row.touch_kinds),
			check_list("channels", __("Channels"), choices.channels, row.touch_channels),
		],
		primary_action_label: __("Set"),
		primary_action: ({ kinds, channels }) => {
			dialog.hide();
			frappe.model.set_value(RULE, name, {
				touch_kinds: with_others(row.touch_kinds, choices.kinds, kinds),
				touch_channels: with_others(row.touch_channels, choices.channels, channels),
			});
		},
	});
	dialog.$wrapper.addClass("li-touch-dialog").on("hidden.bs.modal", () => {
		dialog.$wrapper.remove();
		// Frappe closes the form of a row with any dialog.
		if (row_form) setTimeout(() => row_form.toggle_view(true));
	});
	dialog.show();
}

function check_list(fieldname, label, choices, text) {
	const chosen = lines_of(text);
	const options = choices.map(({ value, label }) => ({ value, label, checked: chosen.includes(value) }));
	return { fieldtype: "MultiCheck", fieldname, label, options, columns: 2, sort_options: false };
}

/** What was typed and is not among the choices stays. */
function with_others(text, choices, picked) {
	const offered = choices.map(({ value }) => value);
	return [...(picked || []), ...lines_of(text).filter((name) => !offered.includes(name))].join("\n");
}

function lines_of(text) {
	return (text || "")
		.split(/[\n,;]/)
		.map((name) => name.trim())
		.filter(Boolean);
}

export const spoken_fields = [...SAID, ...IN_TIME];
