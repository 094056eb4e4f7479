// What was answered to a question before.

import { h } from "../../elements";
import { ask } from "../../server";
import { told } from "./words";

/** A fold that asks the server once it is opened. */
export function earlier_answers(lead, framework, question) {
	const more = question.entries - 1;
	if (more < 1) return null;
	const list = h("ul", { class: "li-earlier-answers" });
	const words = more === 1 ? __("1 earlier answer") : __("{0} earlier answers", [format_number(more, null, 0)]);
	const block = h("details", { class: "li-answer-history" }, h("summary", {}, words), list);
	block.addEventListener("toggle", () => block.open && load());
	return block;

	async function load() {
		list.replaceChildren(h("li", { class: "li-quiet", role: "status" }, __("Loading")));
		try {
			const [, ...before] = await ask("qualification.history", { lead, framework, question: question.question });
			list.replaceChildren(...before.map((answer) => h("li", {}, told(answer, question.answers))));
		} catch (error) {
			const again = h("button", { type: "button", class: "btn btn-default btn-xs", onclick: load }, __("Try Again"));
			list.replaceChildren(h("li", { role: "alert" }, error.message, " ", again));
		}
	}
}
