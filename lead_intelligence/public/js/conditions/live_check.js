// Below the editor: the condition as a sentence, or what is wrong with it, a moment after each change.

import { h, icon } from "../elements";
import { comparisons, is_complete, write } from "./tree";

const PAUSE = 350;

export class LiveCheck {
	constructor(tree, vocabulary, source) {
		Object.assign(this, { tree, vocabulary, source, asked: 0 });
		this.element = h("div", { class: "li-check", role: "status", "aria-live": "polite" });
		this.soon = frappe.utils.debounce(() => this.now(), PAUSE);
	}

	is_complete() {
		return comparisons(this.tree).every((one) => is_complete(one, this.vocabulary.takes(one.operator)));
	}

	/** { condition, sentence } if the server accepts the condition, else null. What it says is shown. */
	async now() {
		const asked = ++this.asked;
		if (!this.is_complete()) {
			this.show("li-check-open", __("Choose a field, an operator and a value in each line."));
			return null;
		}
		const condition = JSON.stringify(write(this.tree));
		const answer = await this.source.check(condition);
		if (!answer) return null;
		// Something newer may have been asked since, and then its answer is the one to show.
		if (asked === this.asked) this.tell(answer);
		return answer.problems.length ? null : answer;
	}

	tell({ problems, sentence }) {
		if (problems.length) this.show("li-check-problems", ...problems.map((problem) => h("div", {}, problem)));
		else this.show("li-check-good", sentence);
	}

	show(kind, ...content) {
		this.element.className = `li-check ${kind}`;
		const warning = kind === "li-check-problems" && icon("solid-warning", "sm");
		this.element.replaceChildren(...[warning, h("div", {}, ...content)].filter(Boolean));
	}
}
