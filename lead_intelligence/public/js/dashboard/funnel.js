// How many came to each stage, with what it was before and how many those are of the stage above.

import { share_text } from "../preview/figures";
import { figure_text } from "../reports/figures";
import { bars, legend } from "./bars";

const NOW = "li-blue";
const BEFORE = "li-gray li-before";

/** Null where nobody came to any stage. The second series, where there is one, is of the days before. */
export function funnel({ labels, datasets: [now, before], shape }) {
	if (![now, before].some((series) => series && series.values.some(Boolean))) return null;
	const rows = labels.map((label, place) => ({
		label,
		bars: [{ value: now.values[place], style: NOW }, before && { value: before.values[place], style: BEFORE }].filter(Boolean),
		number: figure_text(now.values[place], shape),
		words: words(now.values, before && before.values, place, shape),
	}));
	return [before && legend([{ name: now.name, style: NOW }, { name: before.name, style: BEFORE }]), bars(rows)];
}

function words(now, before, place, shape) {
	const ratio = place && now[place - 1] > 0 ? __("{0} of the stage above", [share_text(now[place] / now[place - 1], 0)]) : "";
	return [before && __("before: {0}", [figure_text(before[place], shape)]), ratio].filter(Boolean).join(" · ");
}
