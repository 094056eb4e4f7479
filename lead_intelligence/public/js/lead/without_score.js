// What the panel shows in place of a score.

import { h, icon } from "../elements";
import { score_text } from "./figures";
import { grade_pill } from "./grade_pill";

const MODEL = "Lead Scoring Model";

export function loading() {
	const bars = [1, 2, 3].map(() => h("div", { class: "li-skeleton-bar" }));
	return h(
		"div",
		{ class: "li-skeleton", role: "status", "aria-label": __("Loading the score") },
		h("div", { class: "li-skeleton-dial" }),
		h("div", { class: "li-skeleton-bars" }, bars)
	);
}

export function failed(reason, retry) {
	return message(
		__("The score could not be loaded."),
		reason,
		h("button", { type: "button", class: "btn btn-xs btn-default li-retry", onclick: retry }, __("Try Again"))
	);
}

export function unsaved() {
	return message(__("The score appears here once the lead is saved."));
}

export function switched_off(stored) {
	const settings = frappe.model.can_write("Lead Intelligence Settings")
		? leads_to(__("Open the Settings"), "Form", "Lead Intelligence Settings")
		: null;
	return message(__("Scoring is switched off."), stored_score(stored), settings);
}

export function no_model(company, stored) {
	const title = company
		? __("There is no live scoring model for {0}.", [company])
		: __("There is no live scoring model, and this lead has no company.");
	if (!frappe.model.can_create(MODEL)) {
		return message(title, __("Ask a sales manager to put one live."), stored_score(stored));
	}
	const create = () => frappe.new_doc(MODEL, company ? { company } : {});
	return message(
		title,
		stored_score(stored),
		h("button", { type: "button", class: "btn btn-xs btn-primary", onclick: create }, __("Create a Scoring Model")),
		leads_to(__("See All Models"), "List", MODEL)
	);
}

function stored_score(stored) {
	if (!stored || !stored.scored_on) return null;
	return h("span", {}, __("Last score: {0}", [score_text(stored.score)]), " ", grade_pill(stored.grade));
}

function leads_to(text, ...route) {
	const go = () => frappe.set_route(...route);
	return h("button", { type: "button", class: "btn btn-xs btn-default", onclick: go }, text);
}

export function message(title, ...more) {
	return h(
		"div",
		{ class: "li-message", role: "status" },
		icon("solid-info", "sm"),
		h("div", {}, h("div", {}, title), h("div", { class: "li-message-more" }, ...more))
	);
}
