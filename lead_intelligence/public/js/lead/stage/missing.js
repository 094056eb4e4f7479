// What the next stage asks for: what is missing first, then what is there, each with what was seen of the lead.

import { h, icon } from "../../elements";
import { seen } from "../reasons";
import { rule_sentence } from "../rule_sentence";
import { stage_name } from "./names";

export function missing({ next, path, aside, takes_part }) {
	if (!next || !takes_part) return null;
	if (next.by_record) return h("p", { class: "li-quiet" }, by_record(next.stage));
	if (!next.evidence.length) return null;
	const open = next.evidence.filter((one) => one.verdict !== true);
	const met = next.evidence.filter((one) => one.verdict === true);
	const { meaning } = path.find((step) => step.stage === next.stage) || {};
	return h(
		"div",
		{ class: "li-missing" },
		h(
			"div",
			{ class: "li-missing-head" },
			h("h4", {}, title(next, open.length, aside)),
			h("span", { class: "li-quiet" }, __("{0} of {1} met", [met.length, next.evidence.length]))
		),
		meaning && !aside && h("p", { class: "li-quiet li-meaning" }, meaning),
		h("ul", { class: "li-criteria" }, [...open, ...met].map(criterion)),
		next.moves_by_itself && open.length > 0 && h("p", { class: "li-quiet li-by-itself" }, __("Once all of it is there, the lead moves by itself."))
	);
}

function title({ stage }, open, aside) {
	const name = stage_name(stage);
	if (!open) return __("All that {0} asks for is there", [name]);
	return aside ? __("What it takes to come back as {0}", [name]) : __("What is missing for {0}", [name]);
}

function by_record(stage) {
	if (stage === "Opportunity") return __("The next step is made by ERPNext, when an opportunity or a quotation is made of the lead.");
	return __("The next step is made by ERPNext, when a customer is made of the lead.");
}

const STATES = {
	true: { picture: "tick", name: "met", said: () => __("met") },
	false: { picture: "close", name: "missing", said: () => __("missing") },
	null: { picture: "es-line-question", name: "unknown", said: () => __("not known") },
};

export function criterion({ criterion: name, sentence, verdict, seen: values, problem }) {
	const state = STATES[String(verdict)] || STATES.null;
	return h(
		"li",
		{ class: `li-criterion li-criterion-${state.name}` },
		h("span", { class: "li-criterion-mark", title: state.said() }, icon(state.picture, "xs"), h("span", { class: "sr-only" }, state.said())),
		h(
			"div",
			{},
			h(
				"div",
				{ class: "li-rule-line" },
				h("span", { class: "li-rule" }, name),
				values.length > 0 && h("span", { class: "li-seen" }, seen({ seen: values }))
			),
			problem ? h("div", { class: "li-problem" }, problem) : verdict !== true && sentence && rule_sentence(sentence)
		)
	);
}
