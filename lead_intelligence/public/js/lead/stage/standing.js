// Where the lead stands in one or two sentences, and beside them the action to take.

import { h, icon, with_parts } from "../../elements";
import { handed_over, last_refusal } from "./handing_over";
import { line } from "./line";
import { stage_name } from "./names";
import { date_text, day_distance } from "./when";

export function standing(frm, stage, acting) {
	return h(
		"div",
		{ class: "li-standing" },
		h("div", { class: "li-standing-words" }, sentences(frm, stage, acting)),
		acting.buttons()
	);
}

function sentences(frm, stage, acting) {
	const told = [
		takes_no_part(frm, stage),
		stage.is_history && line("info", __("Placed as history: not handed over until it is released.")),
		stage.aside && aside(stage.aside, stage.last_refusal),
		stage.handover && handed_over(stage.handover, stage.last_refusal),
		proposed(stage),
		stage.last_refusal && last_refusal(stage.last_refusal, acting.single("contest")),
	].filter(Boolean);
	return told.length ? told : present(stage);
}

function takes_no_part({ doc }, { takes_part }) {
	if (takes_part) return null;
	if (doc.disabled) return line("info", __("This lead is disabled. It keeps its stage and takes no part until it is enabled."));
	return line("info", __("This lead is not to be contacted. It keeps its stage and takes no part."));
}

/** Why is said once: by the refusal, where that has led here. */
function aside({ stage, reason, note, since, by, revisit_on }, refusal) {
	const name = h("strong", {}, stage_name(stage));
	const when = since ? with_parts(__("{0} since {1}"), name, date_text(since)) : name;
	const is_said = refusal && refusal.reason === reason;
	const reasons = !is_said && [reason, note].filter(Boolean).join("\n");
	return line(
		stage === "Disqualified" ? "stopped" : "waits",
		[when, by ? ` · ${by}` : null],
		reasons && h("div", { class: "li-reason" }, reasons),
		revisit_on && revisit(revisit_on)
	);
}

function revisit(day) {
	const told = __("To be revisited on {0} ({1})", [frappe.datetime.str_to_user(day), day_distance(day)]);
	const is_due = day <= frappe.datetime.now_date();
	return is_due ? h("div", { class: "li-late" }, icon("solid-warning", "xs"), " ", told) : h("div", {}, told);
}

function proposed({ proposed: goal, aside: beside }) {
	if (!goal || beside) return null;
	return line("ready", with_parts(__("{0} is proposed: all that it asks for is there."), h("strong", {}, stage_name(goal))));
}

function present({ stage, since }) {
	if (!stage) return line("info", __("This lead has no stage yet. It gets one with the next save."));
	const name = h("strong", {}, stage_name(stage));
	return line("here", since ? with_parts(__("{0} since {1}"), name, date_text(since)) : name);
}
