// Figures of what has a name, for instance what sources cost and brought in.

import { is_none } from "../preview/figures";
import { figure_text } from "../reports/figures";
import { bars, legend } from "./bars";

const AT_THE_END = "li-blue";
const BELOW = ["li-orange", "li-green"];

/** Null where there are no figures. The last series stands at the end of its row, the others in words below. */
export function named_bars({ labels, datasets, shape, currency }) {
	if (!datasets.some(({ values }) => values.some((value) => !is_none(value)))) return null;
	const text = (value) => figure_text(shape === "Amount" && Math.abs(value) >= 1000 ? Math.round(value) : value, shape, currency);
	const series = datasets.map(({ name, values }, place) => ({ name, values, style: place === datasets.length - 1 ? AT_THE_END : BELOW[place % BELOW.length] }));
	const last = series[series.length - 1];
	const rows = labels.map((label, place) => ({
		label,
		bars: series.map(({ values, style }) => ({ value: values[place], style })),
		number: text(last.values[place]),
		words: series.slice(0, -1).map(({ name, values }) => __("{0}: {1}", [name, text(values[place])])).join(" · "),
	}));
	return [legend(series), bars(rows)];
}
