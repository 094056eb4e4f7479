// Which rules did the work.

import { h } from "../elements";
import { signed } from "../lead/figures";
import { block, stacking_table } from "./block";
import { count, leads_text, NOTHING } from "./figures";

const SHOWN_AT_ONCE = 8;

export function effects({ effects: found, without_a_rule, changes }) {
	const title = __("Rules that did the work");
	if (!found.length) {
		const none = changes.changed
			? __(
					"No rule gives any lead other points. The grades move because caps, the scale or the bounds of the grades did."
			  )
			: __("No rule gives any lead other points.");
		return block(title, "", h("p", { class: "li-quiet" }, none));
	}
	const rest = found.slice(SHOWN_AT_ONCE);
	return block(
		title,
		"",
		table(found.slice(0, SHOWN_AT_ONCE)),
		rest.length > 0 &&
			h(
				"details",
				{ class: "li-older" },
				h("summary", {}, __("{0} more rules", [count(rest.length)])),
				table(rest)
			),
		without_a_rule > 0 &&
			h(
				"p",
				{ class: "li-quiet li-hint" },
				__("Caps, the scale or the bounds of the grades alone move {0}.", [leads_text(without_a_rule)])
			),
		h(
			"p",
			{ class: "li-quiet li-hint" },
			__("Decisive: leads that would have kept their grade if this one rule had stayed as it was.")
		)
	);
}

function table(found) {
	const columns = [
		{ label: __("Rule") },
		{ label: __("Points"), style: "li-number" },
		{ label: __("Raised"), style: "li-number" },
		{ label: __("Lowered"), style: "li-number" },
		{ label: __("Decisive"), style: "li-number" },
	];
	const rows = found.map((effect) => [
		effect.rule,
		points(effect),
		effect.raised ? count(effect.raised) : NOTHING,
		effect.lowered ? count(effect.lowered) : NOTHING,
		h("strong", {}, effect.decisive ? count(effect.decisive) : NOTHING),
	]);
	return stacking_table("li-effects", columns, rows, __("Rules that did the work"));
}

function points({ old_points, new_points }) {
	if (old_points === null) return [h("span", { class: "li-quiet" }, __("new"), " → "), signed(new_points)];
	if (new_points === null) return [signed(old_points), h("span", { class: "li-quiet" }, " → ", __("removed"))];
	if (old_points === new_points) return signed(new_points);
	return `${signed(old_points)} → ${signed(new_points)}`;
}
