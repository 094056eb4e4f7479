// The questions of all frameworks in use, to be answered in one go.

import { h } from "../../elements";
import { AnswerInputs } from "./answer_inputs";
import { guide } from "./guide";
import { told } from "./words";

export class Asked {
	/** `values`: what `read` has given before. */
	constructor(frameworks, { values = {}, changed } = {}) {
		this.all = frameworks.flatMap((framework) => framework.questions.map((question) => one_of(framework, question, values, changed)));
		this.element = h("div", { class: "li-call-questions" }, frameworks.map((framework) => this.block(framework)));
	}

	block(framework) {
		const rows = this.all.filter((one) => one.framework === framework).map(({ question, inputs }) => row(question, inputs));
		return h("div", { class: "li-framework" }, h("h6", {}, framework.label), h("ul", {}, rows));
	}

	get is_answered() {
		return this.all.some(({ inputs }) => inputs.answered);
	}

	/** As the server takes them. */
	answers() {
		const answered = this.all.filter(({ inputs }) => inputs.answered);
		return answered.map(({ framework, question, inputs }) => ({ framework: framework.framework, question: question.question, ...inputs.sent() }));
	}

	/** What was entered, by framework and question. */
	read() {
		return Object.fromEntries(this.all.filter(({ inputs }) => inputs.answered).map(({ key, inputs }) => [key, { ...inputs.value }]));
	}
}

function one_of(framework, question, values, changed) {
	const key = `${framework.framework}\n${question.question}`;
	return { key, framework, question, inputs: new AnswerInputs({ question, blank: __("Not asked"), value: values[key], changed }) };
}

function row(question, inputs) {
	const { button, text } = guide(question, question.question, new Set());
	return h(
		"li",
		{ class: "li-call-question" },
		h("div", { class: "li-question-name" }, h("span", { class: "li-rule" }, question.label), button, h("span", { class: "li-quiet" }, question.asks)),
		text,
		question.current && h("div", { class: "li-known-so-far" }, h("span", { class: "li-quiet" }, __("So far:")), h("div", {}, told(question.current, question.answers))),
		inputs.element
	);
}
