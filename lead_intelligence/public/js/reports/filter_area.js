// The area of the filters: each with its name above it, and those that are seldom used folded away. On a phone all of them fold.

import { h } from "../elements";
import { count } from "../preview/figures";

const SHARED_ALWAYS = ["period", "from_date", "to_date", "compare"];

export function lay_out_filters(report) {
	const area = report.page.page_form[0];
	for (const field of report.filters) name_field(field);
	area.querySelectorAll(".li-fold-filters").forEach((old) => old.remove());
	const fold = new FilterFold(report, area);
	report.li_fold = fold;
	fold.draw();
}

/** Frappe shows the names of filters as placeholders only, which a chosen value hides. */
function name_field({ df, wrapper, $input, input }) {
	wrapper.classList.add("li-filter");
	wrapper.classList.toggle("li-filter-more", Boolean(df.li_more));
	if (df.fieldtype === "Check" || wrapper.querySelector(":scope > .li-filter-label")) return;
	const id = `li-filter-${df.fieldname}`;
	wrapper.prepend(h("span", { class: "li-filter-label", id }, df.label));
	const box = input || ($input && $input[0]);
	if (!box) return;
	box.setAttribute("aria-labelledby", id);
	box.removeAttribute("placeholder");
}

class FilterFold {
	constructor(report, area) {
		this.report = report;
		this.area = area;
		this.is_open = false;
		this.is_open_on_phone = false;
		this.more = h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => this.toggle("is_open") });
		this.all = h("button", { type: "button", class: "btn btn-sm btn-default", onclick: () => this.toggle("is_open_on_phone") });
		this.clear = h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => clear_filters(report) }, __("Clear Filters"));
		area.prepend(h("div", { class: "li-fold-filters li-fold-all" }, this.all));
		area.append(h("div", { class: "li-fold-filters li-fold-more" }, this.more, this.clear));
	}

	toggle(which) {
		this[which] = !this[which];
		this.draw();
	}

	draw() {
		const set = this.report.filters.filter(is_set);
		const hidden = set.filter(({ df }) => df.li_more);
		const has_more = this.report.filters.some(({ df }) => df.li_more);
		// What is set must be seen.
		const open = this.is_open || hidden.length > 0;
		this.area.classList.toggle("li-more-open", open);
		this.area.classList.toggle("li-all-open", this.is_open_on_phone);
		this.more.textContent = open ? __("Fewer Filters") : __("More Filters");
		this.more.hidden = !has_more || hidden.length > 0;
		this.more.setAttribute("aria-expanded", String(open));
		this.all.textContent = set.length ? __("Filters ({0})", [count(set.length)]) : __("Filters");
		this.all.setAttribute("aria-expanded", String(this.is_open_on_phone));
		this.clear.hidden = !set.length;
	}
}

/** Of those that narrow down which leads are meant: days, comparison and the report's own choices do not. */
const is_set = (field) => (field.df.li_more || field.df.fieldname === "company") && Boolean(field.get_value());

export async function clear_filters(report) {
	report._no_refresh = true;
	for (const field of report.filters.filter(is_set)) await field.set_value("");
	report._no_refresh = false;
	report.refresh(true);
}

/** What a report has in common with another: days, comparison, and of which leads it is. */
export function shared_values(report) {
	const shared = report.filters.filter(({ df }) => df.li_more || df.fieldname === "company" || SHARED_ALWAYS.includes(df.fieldname));
	return Object.fromEntries(shared.map((field) => [field.df.fieldname, field.get_value()]).filter(([, value]) => value));
}
