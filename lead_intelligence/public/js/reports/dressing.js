// Frappe's page of reports shows one report after another. While it shows one of ours, its summary, chart and states are drawn here.

import { draw_cards } from "./cards";
import { chart } from "./chart";
import { lay_out_filters } from "./filter_area";
import { offer_grades, settle_days } from "./filters";
import { show_leads_behind } from "./leads_dialog";
import { fill_in } from "./follows";
import { is_ours, name_of } from "./names";
import { offer_others } from "./related";
import { failed, loading, nothing } from "./states";
import { summary } from "./summary";
import { fit_columns } from "./widths";

/** What Frappe calls once the filters of a report stand, before its first figures. */
export async function onload(report) {
	dress(report);
	Object.assign(report.report_settings, { get_datatable_options, after_datatable_render: (table) => table_drawn(report, table) });
	report.page.wrapper.addClass("li-report");
	await settle_days(report);
	lay_out_filters(report);
	offer_others(report);
	offer_grades(report);
}

/** Once for the page, which all reports share: what is not ours is left to Frappe. */
function dress(report) {
	if (report.li_dressed) return;
	report.li_dressed = true;
	const ours = (name, draw) => {
		if (!report[name]) return;
		const usual = report[name].bind(report);
		report[name] = (...given) => (is_ours(report) ? draw(report, usual, ...given) : usual(...given));
	};
	ours("render_summary", draw_summary);
	ours("render_chart", draw_chart);
	ours("show_loading_screen", draw_loading);
	ours("toggle_nothing_to_show", draw_nothing);
	ours("render_datatable", draw_table);
	const load_report = report.load_report.bind(report);
	report.load_report = (options) => {
		report.page.wrapper.removeClass("li-report");
		return load_report(options);
	};
	report.$report.on("click", ".li-drill", ({ currentTarget }) => drill(report, currentTarget.dataset));
	new ResizeObserver(() => redraw_chart(report)).observe(report.$chart[0]);
}

const is_long = (rows) => Boolean(rows && rows.length > 10);

const get_datatable_options = (options) => ({ ...options, serialNoColumn: false, inlineFilters: is_long(options.data), cellHeight: 36 });

function draw_summary(report, _usual, cards) {
	report.$summary.empty().append(summary(cards, Boolean(report.get_filter_value("compare")))).toggle(cards.length > 0);
}

function draw_chart(report, _usual, options) {
	report.li_chart = options;
	report.li_chart_width = 0;
	report.$chart.empty().show();
	redraw_chart(report);
}

function redraw_chart(report) {
	const place = report.$chart[0];
	const width = place.clientWidth - 32;
	if (!is_ours(report) || !report.li_chart || width <= 0 || width === report.li_chart_width) return;
	report.li_chart_width = width;
	place.replaceChildren(...(chart(report.li_chart, width) || []));
}

function draw_table(report, usual) {
	fit_columns(report.columns, report.data, report.$report.show().width() - 12);
	report.page.wrapper.toggleClass("li-few-rows", !is_long(report.data));
	usual();
	fill_in(report);
}

function table_drawn(report, table) {
	draw_cards(report);
	const body = table.bodyScrollable;
	if (body.li_followed) return;
	body.li_followed = true;
	// The head of the table is moved along, so what stays in it has to be moved back.
	body.addEventListener("scroll", () => table.wrapper.style.setProperty("--li-left", `${body.scrollLeft}px`), { passive: true });
}

function draw_loading(report) {
	report.li_fold && report.li_fold.draw();
	report.$message.hide();
	report.$report.hide();
	report.$loading.find("> div").empty().append(loading());
	report.$loading.show();
	// The request is made right after this. Frappe waits for ever for one that fails.
	setTimeout(() => report.last_ajax && report.last_ajax.fail && report.last_ajax.fail((request) => fail(report, request)));
}

function fail(report, { statusText }) {
	if (statusText === "abort") return;
	report.hide_loading_screen();
	report.hide_status();
	report.$message.find("> div").empty().append(failed(report));
	report.$message.show();
}

function draw_nothing(report, usual, is_nothing) {
	usual(is_nothing);
	if (!is_nothing) return;
	report.li_chart = null;
	report.$summary.hide();
	report.$message.find("> div").empty().append(nothing(report));
}

function drill(report, { liKey: key, liColumn: column }) {
	const [head] = report.columns;
	const row = report.data.find((one) => one.key === key) || {};
	const figure = report.columns.find(({ fieldname }) => fieldname === column);
	const title = [row[`${head.fieldname}_label`] || row[head.fieldname], figure && figure.label].filter(Boolean).join(": ");
	show_leads_behind({ report: name_of(report), filters: report.get_filter_values(), key, column }, title);
}
