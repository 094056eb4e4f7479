// What the panel shows in place of a stage.

import { h } from "../../elements";
import { message } from "../without_score";
import { stage_name } from "./names";

const AGREEMENT = "Lead Definition";

export function loading() {
	const steps = [1, 2, 3, 4, 5].map(() => h("div", { class: "li-skeleton-bar" }));
	return h("div", { class: "li-stage-skeleton", role: "status", "aria-label": __("Loading the stage") }, steps);
}

export function failed(reason, retry) {
	return message(
		__("The stage could not be loaded."),
		reason,
		h("button", { type: "button", class: "btn btn-xs btn-default li-retry", onclick: retry }, __("Try Again"))
	);
}

export function unsaved() {
	return message(__("The stage appears here once the lead is saved."));
}

export function switched_off(stage) {
	return message(__("Lead Intelligence is switched off, so stages stand still."), stored(stage));
}

export function no_agreement(stage) {
	return message(
		__("Stages begin when an agreement is live."),
		stored(stage),
		frappe.model.can_read(AGREEMENT)
			? h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => frappe.set_route("List", AGREEMENT) }, __("See the Agreements"))
			: __("Marketing and sales write it and sign it.")
	);
}

function stored({ stage }) {
	return stage && h("span", {}, __("Stored is {0}.", [stage_name(stage)]));
}
