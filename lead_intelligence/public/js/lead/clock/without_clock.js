// What the panel shows in place of a clock: why none runs, and what to do.

import { h } from "../../elements";
import { message } from "../without_score";
import { last_answer } from "./closed";

const POLICY = "Lead SLA Policy";

export function loading() {
	const bars = [1, 2].map(() => h("div", { class: "li-skeleton-bar" }));
	return h("div", { class: "li-skeleton", role: "status", "aria-label": __("Loading the response clocks") }, h("div", { class: "li-skeleton-bars" }, bars));
}

export function failed(reason, retry) {
	return message(
		__("The response clocks could not be loaded."),
		reason,
		h("button", { type: "button", class: "btn btn-xs btn-default li-retry", onclick: retry }, __("Try Again"))
	);
}

export function unsaved() {
	return message(__("By when the lead is to be answered appears here once it is saved."));
}

const IDLE = {
	off: () => [__("Lead Intelligence is switched off, so no clock runs.")],
	"not contacted": () => [__("This lead takes no part: it is disabled or not to be contacted, so no clock runs.")],
	ended: () => [__("Nobody waits for an answer: the lead is converted, put aside or has its outcome.")],
	history: () => [__("Placed as history: a clock begins when the lead is released.")],
	"no policy": () => [__("No clock runs, because no response policy is live."), to_policies()],
	answered: (panel) => [__("The lead is answered. A clock begins again when it shows intent to buy."), last_answer(panel)],
	waiting: () => [
		__("No clock runs: no response policy asks for an answer to this lead yet."),
		__("A policy may begin with the MQL, or be for other leads."),
	],
};

export function idle(panel) {
	return message(...(IDLE[panel.idle] || IDLE.waiting)(panel));
}

function to_policies() {
	if (!frappe.model.can_read(POLICY)) return __("Ask a sales manager to put one live.");
	return h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => frappe.set_route("List", POLICY) }, __("See the Policies"));
}
