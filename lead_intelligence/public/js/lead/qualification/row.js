// A question of a framework with what is known.

import { h } from "../../elements";
import { editor } from "./editor";
import { guide } from "./guide";
import { earlier_answers } from "./history";
import { told } from "./words";

/** `panel` holds which editors and guides are open, and does so when all is drawn anew. */
export function question_row(panel, framework, question) {
	// Of this lead: the panel may show another one when an answer is saved.
	const { editors } = panel;
	const key = `${framework.framework}\n${question.question}`;
	const { button, text } = guide(question, key, panel.guides);
	const place = h("div", { class: "li-question-edit" });
	const edit = panel.may_write && h("button", { type: "button", class: "btn btn-default btn-xs li-edit-answer", onclick: open }, question.current ? __("Edit") : __("Fill In"));
	if (edit) edit.setAttribute("aria-label", `${edit.textContent}: ${question.label}`);
	const row = h(
		"li",
		{ class: "li-question" },
		h(
			"div",
			{ class: "li-question-asks" },
			h("div", { class: "li-question-name" }, h("span", { class: "li-rule" }, question.label), button),
			h("div", { class: "li-quiet" }, question.asks)
		),
		h("div", { class: "li-question-known" }, known(panel.lead, framework, question)),
		h("div", { class: "li-question-do" }, edit),
		text,
		place
	);
	if (editors.has(key)) show(editors.get(key));
	return row;

	function open() {
		const opened = editor({ lead: panel.lead, framework, question, saved, closed: close });
		editors.set(key, opened);
		show(opened);
		opened.querySelector("input:checked").focus();
	}

	function show(opened) {
		place.replaceChildren(opened);
		row.classList.add("li-being-edited");
	}

	function close() {
		editors.delete(key);
		place.replaceChildren();
		row.classList.remove("li-being-edited");
		if (edit.isConnected) edit.focus();
	}

	function saved() {
		editors.delete(key);
		panel.recorded(__("Recorded: {0}", [question.label]));
	}
}

function known(lead, framework, question) {
	if (!question.current) return h("span", { class: "li-quiet" }, __("Not known"));
	return [told(question.current, question.answers), earlier_answers(lead, framework.framework, question)];
}

/** What was answered to a question that nobody asks any more. */
export function earlier_row(lead, question) {
	return h(
		"li",
		{ class: "li-question" },
		h("div", { class: "li-question-asks" }, h("span", { class: "li-rule" }, `${question.framework_label}: ${question.label}`)),
		h("div", { class: "li-question-known" }, told(question.current), earlier_answers(lead, question.framework, question))
	);
}
