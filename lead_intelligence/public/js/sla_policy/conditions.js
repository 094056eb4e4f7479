// The two conditions of a policy: for which leads it is, and when their clocks stand still.

import { edit_condition, show_condition } from "../conditions/dialog";
import { h, icon } from "../elements";
import { source_for } from "./store";

const CONDITIONS = [
	{
		preview: "condition_preview",
		json: "condition_json",
		text: "condition_text",
		title: () => __("For Which Leads"),
		none: () => __("All leads of the company"),
		set: () => __("Choose Leads…"),
		clear: () => __("For All Leads"),
	},
	{
		preview: "pause_preview",
		json: "pause_json",
		text: "pause_text",
		title: () => __("Pauses"),
		none: () => __("The clocks never stand still"),
		set: () => __("Set a Pause…"),
		clear: () => __("No Pause"),
	},
];

export function show_conditions(frm) {
	CONDITIONS.forEach((one) => draw(frm, one));
}

function draw(frm, one) {
	const { doc } = frm;
	const is_set = Boolean(doc[one.json]);
	const may_edit = doc.docstatus === 0 && frm.has_perm("write");
	const words = is_set ? doc[one.text] || __("Condition not saved yet") : one.none();
	const label = is_set ? (may_edit ? __("Change…") : __("Show")) : one.set();
	frm.fields_dict[one.preview].$wrapper.empty().append(
		h(
			"div",
			{ class: "li-policy-condition" },
			h("div", { class: is_set ? null : "li-quiet" }, words),
			h(
				"div",
				{ class: "li-policy-buttons" },
				(is_set || may_edit) && button(label, may_edit ? "edit" : null, () => open(frm, one)),
				is_set && may_edit && button(one.clear(), null, () => put(frm, one, { condition: null, sentence: null }))
			)
		)
	);
}

function open(frm, one) {
	const { doc } = frm;
	const about = { title: one.title(), json: doc[one.json], source: source_for(doc.company) };
	if (doc.docstatus !== 0 || !frm.has_perm("write")) return show_condition({ ...about, sentence: doc[one.text] });
	return edit_condition({ ...about, save: (accepted) => put(frm, one, accepted) });
}

async function put(frm, one, { condition, sentence }) {
	await frm.set_value({ [one.json]: condition, [one.text]: sentence });
	draw(frm, one);
}

function button(label, picture, onclick) {
	return h("button", { type: "button", class: "btn btn-xs btn-default", onclick }, picture && icon(picture, "xs"), " ", label);
}
