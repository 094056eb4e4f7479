// The answer to a question as it is entered: how sure it is and a note can be said once there is one.

import { h } from "../../elements";
import { choices } from "./choices";

const LONGEST_NOTE = 2000;

export class AnswerInputs {
	/** `blank`: what it is called when nothing is chosen. `value`: { answer, confidence, note } to begin with. */
	constructor({ question, blank, value = {}, changed }) {
		const { answer = null, confidence = null, note = null } = value;
		this.value = { answer: answer || "", confidence: confidence || "", note: note || "" };
		this.changed = changed || (() => {});
		this.more = h("div", { class: "li-answer-more" }, this.confidence(), this.note(question));
		this.element = h("div", { class: "li-answer-inputs" }, this.answers(question, blank), this.more);
		this.show_more();
	}

	get answered() {
		return Boolean(this.value.answer);
	}

	answers(question, blank) {
		return choices({
			label: __("Answer: {0}", [question.label]),
			options: [...question.answers, { value: "", label: blank }],
			value: this.value.answer,
			changed: (answer) => this.set({ answer }),
		});
	}

	confidence() {
		const options = [
			{ value: "Low", label: __("Low") },
			{ value: "Medium", label: __("Medium") },
			{ value: "High", label: __("High") },
		];
		const changed = (confidence) => this.set({ confidence });
		return choices({ label: __("How sure are you?"), options, value: this.value.confidence, changed });
	}

	note(question) {
		const input = h("textarea", {
			class: "form-control",
			rows: 2,
			maxlength: LONGEST_NOTE,
			placeholder: __("What was said, in their words"),
			"aria-label": __("Note: {0}", [question.label]),
			oninput: () => this.set({ note: input.value }),
		});
		input.value = this.value.note;
		return input;
	}

	set(part) {
		Object.assign(this.value, part);
		this.show_more();
		this.changed();
	}

	show_more() {
		this.more.hidden = !this.answered;
	}

	/** As the server takes it. */
	sent() {
		const { answer, confidence, note } = this.value;
		return { answer: answer || null, confidence: (answer && confidence) || null, note: note.trim() || null };
	}
}
