// The two conditions of a policy, each as a sentence with the way into the dialog, and out of it again.

import { edit_condition, show_condition } from "../conditions/dialog";
import { h } from "../elements";
import { source_for } from "./store";

const CONDITIONS = [
	{
		part: "condition",
		blank: () => __("For all leads of the company."),
		title: () => __("For which leads"),
		begin: () => __("Only for Some Leads…"),
	},
	{
		part: "pause",
		blank: () => __("Nothing pauses the clocks."),
		title: () => __("What pauses the clocks"),
		begin: () => __("Set a Pause…"),
	},
];

export function show_conditions(frm, changed) {
	for (const one of CONDITIONS) {
		const { $wrapper } = frm.fields_dict[`${one.part}_preview`];
		$wrapper.empty().append(drawn(frm, one, changed));
	}
}

function drawn(frm, one, changed) {
	const { json, sentence } = stored(frm, one);
	const editable = frm.doc.docstatus === 0 && frm.has_perm("write");
	const open = () => open_dialog(frm, one, changed);
	const clear = () => write(frm, one, { condition: null, sentence: null }, changed);
	return h(
		"div",
		{ class: "li-policy-condition", "data-part": one.part },
		h("div", { class: json ? "li-policy-sentence" : "li-policy-sentence li-quiet" }, words(one, json, sentence)),
		h(
			"div",
			{ class: "li-policy-buttons" },
			editable && button(json ? __("Change…") : one.begin(), open),
			editable && json && button(__("Clear"), clear),
			!editable && json && button(__("Show…"), open)
		)
	);
}

function words(one, json, sentence) {
	if (!json) return one.blank();
	return sentence || __("Condition not saved yet");
}

const button = (label, onclick) => h("button", { type: "button", class: "btn btn-xs btn-default", onclick }, label);

function stored(frm, { part }) {
	return { json: frm.doc[`${part}_json`], sentence: frm.doc[`${part}_text`] };
}

function open_dialog(frm, one, changed) {
	const { json, sentence } = stored(frm, one);
	const about = { title: one.title(), json, source: source_for(frm.doc.company) };
	if (frm.doc.docstatus !== 0 || !frm.has_perm("write")) return show_condition({ ...about, sentence });
	return edit_condition({ ...about, save: (accepted) => write(frm, one, accepted, changed) });
}

async function write(frm, one, { condition, sentence }, changed) {
	await frm.set_value({ [`${one.part}_json`]: condition, [`${one.part}_text`]: sentence });
	show_conditions(frm, changed);
	changed(frm);
}
