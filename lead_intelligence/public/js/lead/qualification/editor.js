// One answer is changed in its place.

import { h } from "../../elements";
import { call } from "../../server";
import { AnswerInputs } from "./answer_inputs";

/** `saved` and `closed` are called when it is done with. What was typed stays where the server does not take it. */
export function editor({ lead, framework, question, saved, closed }) {
	const { current } = question;
	const known = current && current.answer;
	const inputs = new AnswerInputs({
		question,
		blank: known ? __("Not known any more") : __("Not known"),
		value: known && current.listed ? { answer: current.answer, confidence: current.confidence } : {},
		changed: () => (save.disabled = !inputs.answered && !known),
	});
	const save = h("button", { type: "button", class: "btn btn-primary btn-xs", onclick: store }, __("Save"));
	const cancel = h("button", { type: "button", class: "btn btn-default btn-xs", onclick: closed }, __("Cancel"));
	const failure = h("p", { class: "li-not-saved", role: "alert", hidden: true }, __("Not saved. What you entered is still here: try again."));
	save.disabled = !inputs.answered && !known;
	return h(
		"div",
		{ class: "li-answer-editor", onkeydown: press },
		inputs.element,
		failure,
		h("div", { class: "li-answer-buttons" }, save, cancel)
	);

	async function store() {
		inputs.element.inert = save.disabled = true;
		const answer = { framework: framework.framework, question: question.question, ...inputs.sent() };
		const result = await call("qualification.record", { lead, answers: JSON.stringify([answer]) });
		inputs.element.inert = save.disabled = false;
		failure.hidden = Boolean(result);
		if (result) saved();
	}

	function press(event) {
		if (event.key === "Escape") closed();
		else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !save.disabled) store();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}
}
