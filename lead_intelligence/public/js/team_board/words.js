// What the board says of reps, and of leads that wait.

import { moment_text } from "../lead/stage/when";

const AWAY = {
	disabled_user: () => __("User disabled"),
	no_sales_role: () => __("Not of sales"),
	no_new_leads: () => __("Takes no new leads"),
	out_of_office: () => __("Out of office"),
	leave: () => __("On leave"),
	holiday: () => __("Holiday"),
};
// Those who do not come back by themselves: their leads are to be handed over.
const GONE = ["disabled_user", "no_sales_role"];

/** { words, colour }: whether somebody can take leads now. */
export function presence({ absence, is_off, off_until }) {
	if (absence) {
		const why = AWAY[absence.why] ? AWAY[absence.why]() : absence.why;
		const words = absence.until ? __("{0}, until {1}", [why, moment_text(absence.until)]) : why;
		return { words, colour: GONE.includes(absence.why) ? "red" : "orange" };
	}
	if (is_off) return { words: off_until ? __("Off until {0}", [moment_text(off_until)]) : __("Off"), colour: "gray" };
	return { words: __("At work"), colour: "green" };
}

export const is_away = (rep) => Boolean(rep.absence);

const CAUSES = {
	Ready: () => __("Ready for an owner"),
	Refused: () => __("Refused"),
	Breach: () => __("Not answered in time"),
	Absence: () => __("Its owner is absent"),
	Leaving: () => __("Its owner leaves"),
	Back: () => __("Came back"),
	Asked: () => __("A manager asked"),
};

export const cause_text = (cause) => (CAUSES[cause] ? CAUSES[cause]() : cause || "");

/** { words, colour, why } of a lead that waits. */
export function standing({ state, why, in_background, error, attempts, next_attempt_at }) {
	const again = next_attempt_at ? __("Tried again {0}.", [moment_text(next_attempt_at)]) : "";
	if (state === "Nobody") return { words: __("Nobody found"), colour: "red", why: [why || error, again].filter(Boolean).join(" ") };
	if (error) return { words: __("Failed"), colour: "red", why: [error, again].filter(Boolean).join(" ") };
	if (in_background) return { words: __("In the queue"), colour: "blue", why: "" };
	return { words: attempts ? __("Tried again") : __("About to be routed"), colour: "blue", why: again };
}
