// What an open row says besides: all reasons, what is planned, how to reach the lead, and what else can be done.

import { h, joined } from "../elements";
import { score_text } from "../lead/figures";
import { kind_name } from "../lead/next_steps/kinds";
import { moment_text } from "../lead/stage/when";
import { named } from "../team_board/focus";

export function detail(row, actions, on) {
	return [
		row.also.length > 0 && h("ul", { class: "li-desk-reasons" }, row.also.map((reason) => h("li", {}, reason))),
		row.steps.length > 0 && steps(row),
		facts(row),
		h("div", { class: "li-desk-actions" }, actions.map((action) => action_button(action, row, on)), why_button(row, on)),
	];
}

function steps(row) {
	const lines = row.steps.map(({ kind, due_at, note, by }) =>
		h("li", {}, h("strong", {}, kind_name(kind)), " ", moment_text(due_at), by && h("span", { class: "li-quiet" }, ` (${by})`), note && h("span", { class: "li-desk-note" }, " ", note))
	);
	return h("div", { class: "li-desk-steps" }, h("span", { class: "li-quiet" }, __("Planned:")), h("ul", {}, lines));
}

function facts(row) {
	const { stage, score, attempts, phones, email } = row;
	const found = [
		stage && fact(__("Stage"), __(stage)),
		score !== null && fact(__("Score"), score_text(score)),
		attempts > 0 && fact(__("Attempts"), String(attempts)),
		phones.length > 0 && fact(__("Phone"), joined(phones.map(({ number }) => h("span", { class: "li-desk-number" }, number)))),
		email && fact(__("E-Mail"), [h("span", { class: "li-desk-mail" }, email), row.do_not_contact && ` (${__("Unsubscribed")})`]),
	];
	return h("dl", { class: "li-desk-facts" }, found);
}

function fact(label, value) {
	return h("div", {}, h("dt", { class: "li-quiet" }, label), h("dd", {}, value));
}

function action_button(action, row, on) {
	const attributes = { type: "button", class: "btn btn-default btn-sm", "aria-keyshortcuts": action.shortcut || null, onclick: () => on.run(action, row) };
	const hint = action.shortcut && h("kbd", { "aria-hidden": "true" }, action.shortcut.toUpperCase());
	return named(h("button", attributes, action.icon, action.label, hint), `act ${row.lead} ${action.key}`);
}

function why_button(row, on) {
	const attributes = { type: "button", class: "btn btn-default btn-sm li-desk-why-here", "aria-keyshortcuts": "w", onclick: () => on.why(row) };
	return named(h("button", attributes, __("Why Here?"), h("kbd", { "aria-hidden": "true" }, "W")), `why ${row.lead}`);
}
