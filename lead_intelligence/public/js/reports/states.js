// What stands in the place of figures: that they are on their way, that there are none, or that they could not be had.

import { h, icon } from "../elements";
import { button } from "../preview/block";
import { clear_filters } from "./filter_area";

export function loading() {
	const tiles = [1, 2, 3, 4].map(() => h("div", { class: "li-skeleton-bar" }));
	const bars = [1, 2, 3, 4, 5, 6].map(() => h("div", { class: "li-skeleton-bar" }));
	return h("div", { class: "li-panel li-report-loading", role: "status", "aria-label": __("The figures are worked out") }, h("div", { class: "li-report-tiles" }, tiles), bars);
}

/** Why there are none stands above, in the words of the report. */
export function nothing(report) {
	const is_narrow = report.filters.some(({ df, get_value }) => df.li_more && get_value.call(report.filters.find((field) => field.df === df)));
	return state("filter", __("No figures for these days and filters."), is_narrow && button(__("Clear Filters"), () => clear_filters(report)));
}

export function failed(report) {
	return state("solid-warning", __("The figures could not be worked out."), button(__("Try Again"), () => report.refresh()));
}

function state(picture, words, ...more) {
	return h("div", { class: "li-panel li-report-state", role: "status" }, icon(picture, "lg"), h("p", {}, words), ...more.filter(Boolean));
}
