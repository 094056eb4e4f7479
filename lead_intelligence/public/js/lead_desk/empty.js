// What is shown where nothing is left: that it is done, what was done, and what comes next.

import { h, svg } from "../elements";
import { moment_text } from "../lead/stage/when";
import { count, leads_text } from "../preview/figures";
import { button } from "../preview/block";
import { done_text } from "./counters";

/** `on`: resting(). */
export function empty(data, on) {
	const { today, is_own, user } = data;
	const title = today.leads ? (is_own ? __("All done. Well played.") : __("{0} has nothing left.", [user.name])) : is_own ? __("Nobody waits for you.") : __("Nobody waits for {0}.", [user.name]);
	return h(
		"div",
		{ class: "li-desk-empty" },
		picture(),
		h("h3", { class: "li-desk-empty-title", tabindex: -1 }, title),
		today.leads > 0 && h("p", {}, __("{0} today: {1}.", [leads_text(today.leads), done_text(today)])),
		next_text(data),
		resting_line(data, on),
		is_own && h("p", { class: "li-quiet" }, __("New leads appear here by themselves."))
	);
}

function picture() {
	return svg(
		"svg",
		{ class: "li-desk-picture", viewBox: "0 0 120 96", "aria-hidden": "true" },
		svg("circle", { class: "li-sun", cx: 60, cy: 50, r: 30 }),
		[-60, -30, 0, 30, 60].map((angle) => svg("line", { class: "li-ray", x1: 60, y1: 12, x2: 60, y2: 4, transform: `rotate(${angle} 60 50)` })),
		svg("path", { class: "li-tick-mark", d: "M46 51 l10 10 l19 -21" }),
		svg("line", { class: "li-ray", x1: 16, y1: 88, x2: 104, y2: 88 })
	);
}

/** What is left although nothing presses. */
export function nothing_presses({ total, today, is_own }) {
	const rest = total === 1 ? __("1 open lead is left for when there is time.") : __("{0} open leads are left for when there is time.", [count(total)]);
	const done = is_own && today.leads > 0 && h("span", {}, " ", __("{0} today: {1}.", [leads_text(today.leads), done_text(today)]));
	return h("div", { class: "li-desk-calm" }, h("span", { class: "li-desk-calm-mark", "aria-hidden": "true" }, "✓"), h("div", {}, h("strong", {}, __("Nothing presses any more.")), " ", rest, done));
}

function next_text({ resting }) {
	if (!resting.next) return null;
	const { name, until, kind } = resting.next;
	const words = kind ? __("Next: {0}, planned for {1}.", [name, moment_text(until)]) : __("Next: {0}, who comes back {1}.", [name, moment_text(until)]);
	return h("p", {}, words);
}

/** "3 snoozed, 2 planned for later", to be looked at. */
export function resting_line({ resting: { snoozed, planned } }, on) {
	if (!snoozed && !planned) return null;
	const parts = [snoozed && __("{0} snoozed", [count(snoozed)]), planned && __("{0} planned for later", [count(planned)])].filter(Boolean);
	return h("p", { class: "li-desk-resting li-quiet" }, parts.join(", "), " ", button(__("Show Them"), on.resting, "default", { "data-li-focus": "resting" }));
}
