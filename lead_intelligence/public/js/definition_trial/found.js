// What each stage of an agreement finds in a lead, now and then.

import { h, icon, with_parts } from "../elements";
import { criterion } from "../lead/stage/missing";
import { stage_name } from "../lead/stage/names";
import { notice } from "../lead/notices";
import { day, minute } from "../preview/figures";

export function found({ agreement, now, then }) {
	if (!agreement) {
		return [h("p", { class: "li-quiet" }, __("No agreement was for this lead on that day. Choose one above to judge the lead by it."))];
	}
	return [
		h("p", { class: "li-verdict-line" }, verdict(now, then)),
		h("p", { class: "li-quiet" }, [agreement.title, agreement.name, __(agreement.status)].join(" · ")),
		h("div", { class: "li-sides" }, then && side(__("As it was known on {0}", [day(then.at)]), then, origin(then)), side(__("As it is now"), now)),
	];
}

function verdict(now, then) {
	const name = ({ reached }) => h("strong", {}, stage_name(reached));
	if (!then) return with_parts(__("It meets the criteria up to {0}."), name(now));
	return with_parts(__("It met the criteria up to {0} then, and meets those up to {1} now."), name(then), name(now));
}

function side(title, { stages }, note) {
	return h("section", { class: "li-side", "aria-label": title }, h("div", { class: "li-side-title" }, h("strong", {}, title)), note, stages.map(stage));
}

function stage({ stage: name, is_met, evidence }) {
	return h(
		"div",
		{ class: "li-judged-stage" },
		h(
			"div",
			{ class: is_met ? "li-judged-head li-is-met" : "li-judged-head" },
			icon(is_met ? "tick" : "close", "xs"),
			h("strong", {}, stage_name(name)),
			h("span", { class: "li-quiet" }, counted(evidence))
		),
		h("ul", { class: "li-criteria" }, evidence.map(criterion))
	);
}

function counted(evidence) {
	if (!evidence.length) return __("no criteria");
	return __("{0} of {1} met", [evidence.filter((one) => one.verdict === true).length, evidence.length]);
}

/** Where the values of then come from, and which of them nobody wrote down. */
function origin({ inputs_of, of_today }) {
	const told = inputs_of
		? __("From what the journey says was seen up to {0}.", [minute(inputs_of)])
		: __("The journey says nothing of that day.");
	if (!of_today.length) return h("p", { class: "li-quiet" }, told);
	return notice("warning", told, " ", __("Nobody wrote down then, so as of today: {0}.", [of_today.join(", ")]));
}
