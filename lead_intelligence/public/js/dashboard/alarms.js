// What is to be looked at first, the worst on top: a sentence each, and where to look.

import { h } from "../elements";
import { button } from "../preview/block";
import { count } from "../preview/figures";
import { linked, name_of } from "./links";

const AT_ONCE = 4;
const SEVERITIES = { alarm: () => __("Alarm:"), warning: () => __("Warning:"), note: () => __("To be known:") };
const ORDER = Object.keys(SEVERITIES);

/** `is_open`: whether all of many are shown. `is_whole`: whether all parts have answered, so that no alarm means that there is none. */
export function alarms(found, { is_open, is_whole, open }) {
	if (!found.length) return is_whole ? [h("p", { class: "li-board-calm", role: "status" }, h("span", { "aria-hidden": "true" }, "✓ "), __("Nothing is out of order."))] : [];
	const sorted = [...found].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
	// A button for the last one alone would take as much room.
	const shown = is_open || sorted.length === AT_ONCE + 1 ? sorted : sorted.slice(0, AT_ONCE);
	const left = sorted.length - shown.length;
	return [h("ul", { class: "li-board-alarms", "aria-label": __("Alarms") }, shown.map(alarm)), left > 0 && button(__("Show {0} More", [count(left)]), open, "default", { "data-li-focus": "more alarms" })].filter(Boolean);
}

function alarm({ name, sentence, severity, target }) {
	return h(
		"li",
		{ class: `li-board-alarm li-severity-${severity}`, "data-alarm": name },
		h("span", { class: "li-board-mark", "aria-hidden": "true" }, severity === "note" ? "i" : "!"),
		h("span", {}, h("span", { class: "sr-only" }, SEVERITIES[severity](), " "), sentence),
		target && linked(target, name_of(target), { class: "btn btn-xs btn-default", "aria-label": `${name_of(target)}: ${sentence}`, "data-li-focus": `alarm ${name}` })
	);
}
