// The ladder of the agreement as a path: what lies behind, where the lead stands, and what comes. Told by words and
// pictures, the colour only underlines it.

import { h, icon } from "../../elements";
import { stage_name } from "./names";
import { date_text } from "./when";

const SAID = {
	done: () => __("done"),
	present: () => __("present stage"),
	next: () => __("next"),
	later: () => __("later"),
};

export function path(stage) {
	const steps = passed(stage.path.filter((step) => step.state !== "unused"));
	if (!steps.length) return null;
	return h("ol", { class: "li-path", "aria-label": __("Path of the lead") }, steps.map(step));
}

/** What lies below a stage that the lead has reached is behind it, also where it never stood there. */
function passed(steps) {
	const reached = steps.map((step) => ["done", "present"].includes(step.state)).lastIndexOf(true);
	return steps.map((step, place) => (place < reached ? { ...step, state: "done" } : step));
}

function step(one) {
	const present = one.state === "present";
	return h(
		"li",
		{
			class: `li-step li-step-${one.state}`,
			"aria-current": present ? "step" : null,
			title: one.meaning,
		},
		h("span", { class: "li-step-mark", "aria-hidden": "true" }, mark(one.state)),
		h("span", { class: "li-step-name" }, stage_name(one.stage)),
		h("span", { class: "sr-only" }, SAID[one.state] ? SAID[one.state]() : ""),
		h("span", { class: "li-step-when" }, when(one))
	);
}

function mark(state) {
	if (state === "done") return icon("tick", "xs");
	if (state === "present") return h("span", { class: "li-step-dot" });
	return null;
}

function when({ state, at, by, entered, skipped }) {
	if (state === "next") return __("next");
	if (state === "later") return "";
	if (skipped) return __("skipped");
	// Several stages may be reached at one moment: then the lead stood on the last of them.
	if (!entered) return "";
	if (!at) return h("span", { class: "li-quiet" }, __("time not known"));
	const told = by ? __("{0}, by {1}", [frappe.datetime.str_to_user(at), by]) : frappe.datetime.str_to_user(at);
	const text = state === "present" ? __("since {0}", [date_text(at)]) : date_text(at);
	return h("time", { datetime: at, title: told }, text);
}
