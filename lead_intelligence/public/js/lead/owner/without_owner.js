// What the panel says where the lead has no owner and nobody is looked for: why, and what to do.

import { h } from "../../elements";
import { line } from "../stage/line";
import { stage_name } from "../stage/names";
import { message } from "../without_score";

const POLICY = "Lead Routing Policy";

export function loading() {
	const bars = [1, 2].map(() => h("div", { class: "li-skeleton-bar" }));
	return h("div", { class: "li-skeleton", role: "status", "aria-label": __("Loading the owner") }, h("div", { class: "li-skeleton-bars" }, bars));
}

export function failed(reason, retry) {
	return message(
		__("Why the lead has this owner could not be loaded."),
		reason,
		h("button", { type: "button", class: "btn btn-xs btn-default li-retry", onclick: retry }, __("Try Again"))
	);
}

export function unsaved() {
	return message(__("Whose the lead is, and why, appears here once it is saved."));
}

const BECAUSE = {
	off: () => [__("Lead Intelligence is switched off, so nobody is looked for.")],
	"not contacted": () => [__("This lead takes no part: it is disabled or not to be contacted, so it gets no owner.")],
	ended: () => [__("The lead is converted or has its outcome, so nobody is looked for.")],
	"no policy": () => [__("No routing policy is live, so owners are chosen by hand."), to_policies()],
	history: () => [__("Placed as history: somebody is looked for once the lead is released.")],
	"not ready": ({ first }) => [first ? __("Somebody is looked for once the lead is {0}.", [stage_name(first)]) : __("The lead has not come to the stage on which leads get an owner.")],
	older: () => [__("The lead is older than the routing policies. It gets an owner with its next stage, or once somebody is chosen.")],
	waiting: () => [__("Nobody is looked for yet. Save the lead to have it looked at again.")],
};

export function idle({ idle: reason }) {
	const [words, ...more] = (BECAUSE[reason.because] || BECAUSE.waiting)(reason);
	return line("info", [h("strong", {}, __("Nobody owns this lead.")), " ", words], ...more);
}

function to_policies() {
	if (!frappe.model.can_read(POLICY)) return null;
	return h("div", {}, h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => frappe.set_route("List", POLICY) }, __("See the Policies")));
}
