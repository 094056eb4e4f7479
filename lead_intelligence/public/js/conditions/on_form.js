// The conditions that stand on a form by themselves: each as a sentence with the way into the dialog, and out of it again.

import { h } from "../elements";
import { edit_condition, show_condition } from "./dialog";

/** Each of `conditions` has a `part`, whose fields are `<part>_preview`, `<part>_json` and `<part>_text`, and says what it is called
 * (`title`), what a blank one means (`blank`) and how to begin one (`begin`). `changed(frm)` is called after each change. */
export function show_conditions(frm, { conditions, source, changed }) {
	for (const one of conditions) {
		const { $wrapper } = frm.fields_dict[`${one.part}_preview`];
		$wrapper.empty().append(drawn(frm, one, { conditions, source, changed }));
	}
}

function drawn(frm, one, all) {
	const { json, sentence } = stored(frm, one);
	const editable = is_editable(frm);
	const open = () => open_dialog(frm, one, all);
	const clear = () => write(frm, one, { condition: null, sentence: null }, all);
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

const is_editable = (frm) => frm.doc.docstatus === 0 && frm.has_perm("write");

function stored(frm, { part }) {
	return { json: frm.doc[`${part}_json`], sentence: frm.doc[`${part}_text`] };
}

function open_dialog(frm, one, all) {
	const { json, sentence } = stored(frm, one);
	const about = { title: one.title(), json, source: all.source(frm) };
	if (!is_editable(frm)) return show_condition({ ...about, sentence });
	return edit_condition({ ...about, save: (accepted) => write(frm, one, accepted, all) });
}

async function write(frm, one, { condition, sentence }, all) {
	await frm.set_value({ [`${one.part}_json`]: condition, [`${one.part}_text`]: sentence });
	show_conditions(frm, all);
	all.changed(frm);
}
