import { colour_of } from "./grade_colours";

/** The grade of a lead for a list, which wants markup. A click on it filters by the grade. */
export function grade_html(doc) {
	if (!doc.li_grade) return `<span class="li-quiet">${__("Not scored")}</span>`;
	const grade = frappe.utils.escape_html(doc.li_grade);
	const version = frappe.utils.escape_html(doc.li_scoring_model || "");
	const colour = colour_of(doc.li_scoring_model, doc.li_grade);
	return `<span class="filterable indicator-pill ${colour} no-indicator-dot ellipsis li-grade"
		data-filter="li_grade,=,${grade}" data-li-grade="${grade}" data-li-version="${version}"
		title="${__("Grade {0}", [grade])}"><span class="ellipsis">${grade}</span></span>`;
}
