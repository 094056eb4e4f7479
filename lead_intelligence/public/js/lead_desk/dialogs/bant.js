// What was found out about a lead, without a call.

import { AnswersPart } from "./answers_part";
import { Window } from "./window";

export function bant_dialog(row, desk) {
	const answers = new AnswersPart(row.lead, { needed: __("Answer one of the questions first.") });
	const words = () => answers.answers.map(({ question, note }) => (note ? `${__(question)}: ${note}` : __(question))).join("\n");
	const sent = () => ({
		method: "lead_desk_acts.answers",
		what: __("What You Found Out"),
		words: words(),
		args: { lead: row.lead, answers: answers.answers },
	});
	const title = __("What Is Known of {0}", [row.name]);
	return new Window({ row, desk, key: "bant", title, primary: __("Record the Answers"), is_wide: true, parts: { answers }, sent, done: () => __("The answers are recorded.") }).open();
}
