// How many came to each stage, as bars below each other, with what it was before and how many those are of the stage above.

import { h } from "../elements";
import { share_text } from "../preview/figures";
import { figure_text } from "../reports/figures";

/** Null where nobody came to any stage. The second series, where there is one, is of the days before. */
export function funnel({ labels, datasets: [now, before], shape }) {
	const all = [now, before].filter(Boolean).flatMap(({ values }) => values);
	const most = Math.max(0, ...all);
	if (!most) return null;
	return [
		before && legend(now, before),
		h(
			"ol",
			{ class: "li-funnel" },
			labels.map((label, place) =>
				h(
					"li",
					{},
					h("span", { class: "li-funnel-stage" }, label),
					h("span", { class: "li-funnel-room", "aria-hidden": "true" }, bar(now.values[place], most), before && bar(before.values[place], most, "li-before")),
					h("span", { class: "li-funnel-number" }, figure_text(now.values[place], shape)),
					h("span", { class: "li-funnel-share li-quiet" }, words(now.values, before && before.values, place, shape))
				)
			)
		),
	];
}

const bar = (number, most, style = "") => h("span", { class: `li-funnel-bar ${style}`, style: `width: ${((100 * number) / most).toFixed(1)}%; min-width: ${number ? 2 : 0}px` });

function words(now, before, place, shape) {
	const ratio = place && now[place - 1] > 0 ? __("{0} of the stage above", [share_text(now[place] / now[place - 1], 0)]) : "";
	return [before && __("before: {0}", [figure_text(before[place], shape)]), ratio].filter(Boolean).join(" · ");
}

function legend(now, before) {
	return h("ul", { class: "li-legend li-quiet" }, h("li", {}, h("span", { class: "li-swatch li-blue" }), now.name), h("li", {}, h("span", { class: "li-swatch li-gray" }), before.name));
}
