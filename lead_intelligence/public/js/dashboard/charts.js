// The pictures, each with its title and the way to its report.

import { h } from "../elements";
import { all_grades, grade_colour } from "../lead/grade_colours";
import { chart as columns_or_lines } from "../reports/chart";
import { day_text } from "./day_text";
import { funnel } from "./funnel";
import { linked, name_of } from "./links";
import { named_bars } from "./named_bars";
import { stacked } from "./stacked";

const PALETTE = ["green", "blue", "orange", "red", "yellow", "gray"];

export const charts = (all) => all.map((one) => new Picture(one).element);

class Picture {
	constructor(chart) {
		this.chart = chart;
		this.place = h("div", { class: "li-board-picture" });
		const { name, title, target } = chart;
		const report = target && linked(target, __("Open the Report"), { class: "li-board-report", "aria-label": `${__("Open the Report")}: ${name_of(target)}`, "data-li-focus": `chart ${name}` });
		this.element = h("section", { class: "li-board-chart", "data-chart": name, "aria-label": title }, h("div", { class: "li-board-chart-head" }, h("h4", {}, title), report), this.place);
		// Its first call comes once the place has a width.
		this.watching = new ResizeObserver(() => this.draw());
		this.watching.observe(this.place);
	}

	draw() {
		const width = Math.floor(this.place.clientWidth);
		if (width <= 0 || width === this.width) return;
		this.width = width;
		this.place.replaceChildren(...[drawn(this.chart, width) || nothing()].flat().filter(Boolean));
	}
}

function drawn(chart, width) {
	if (chart.name === "funnel") return funnel(chart);
	if (chart.kind === "bar" && !chart.is_stacked) return named_bars(chart);
	const labels = chart.labels.map(day_text);
	if (chart.is_stacked) return stacked({ ...chart, labels, series: coloured(chart.datasets) }, width);
	const { line } = chart;
	const datasets = chart.datasets.map(({ name, type, values }) => ({ name, values, chartType: type }));
	if (line && datasets.some(({ values }) => values.some((value) => value !== null))) datasets.push({ name: line.label, values: labels.map(() => line.value), chartType: "line", is_level: true });
	return columns_or_lines({ data: { labels, datasets }, li_shape: chart.shape, type: chart.kind }, width);
}

/** Grades have the colours that they have everywhere. */
function coloured(datasets) {
	const grades = all_grades().sort((one, other) => other.length - one.length);
	return datasets.map(({ name, values }, place) => {
		const grade = grades.find((one) => name === one || name.endsWith(` ${one}`));
		return { name, values, colour: grade ? grade_colour(grade) : grades.length ? "none" : PALETTE[Math.min(place, PALETTE.length - 1)] };
	});
}

function nothing() {
	return h("p", { class: "li-quiet li-board-nothing" }, __("No figures in these days."));
}
