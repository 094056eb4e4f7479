// What formatters of a list cannot do: colours that arrive after the rows, and stage and grade where they have no column.

import { colour_of } from "./grade_colours";
import { grade_html } from "./list_pill";
import { clock_html, stage_html } from "./stage/list_pill";

export function mark_rows(listview) {
	const result = listview.$result && listview.$result[0];
	if (!result || listview.view_name !== "List") return;
	const rows = result.querySelectorAll(".list-row-container");
	const [grade_column, stage_column] = ["li_grade", "li_stage"].map((fieldname) => has_column(listview, fieldname));
	listview.data.forEach((doc, place) => {
		if (!rows[place]) return;
		if (doc.li_grade) put_before_title(rows[place], "li-grade-mark", grade_html(doc), grade_column);
		if (doc.li_clocks) put_before_title(rows[place], "li-clock-mark", clock_html(doc));
		if (doc.li_stage) put_before_title(rows[place], "li-stage-mark", stage_html(doc), stage_column || grade_column);
	});
	if (stage_column) result.querySelectorAll(".li-beside-grade").forEach((pill) => pill.remove());
	result.querySelectorAll("[data-li-grade]").forEach(colour);
}

function has_column(listview, fieldname) {
	return (listview.columns || []).some((column) => column.df && column.df.fieldname === fieldname);
}

/** A phone shows no columns, and a narrow screen few: there they stand before the title. */
function put_before_title(row, name, html, column) {
	const link = row.querySelector(".list-subject a");
	if (!link || row.querySelector(`.${name}`)) return;
	const holder = document.createElement("span");
	holder.className = `li-before-title level-item ${name} ${column ? "visible-xs" : ""}`;
	holder.innerHTML = html;
	link.parentElement.before(holder);
}

function colour(pill) {
	const colour_now = colour_of(pill.dataset.liVersion, pill.dataset.liGrade);
	pill.className = pill.className.replace(/\b(green|blue|orange|yellow|red|gray)\b/, colour_now);
}
