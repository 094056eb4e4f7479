// What formatters of a list cannot do: colours that arrive after the rows, and the grade where there is no column for it.

import { colour_of } from "./grade_colours";
import { grade_html } from "./list_pill";

export function mark_rows(listview) {
	const result = listview.$result && listview.$result[0];
	if (!result || listview.view_name !== "List") return;
	const rows = result.querySelectorAll(".list-row-container");
	listview.data.forEach((doc, place) => rows[place] && mark_row(rows[place], doc, has_column(listview)));
	result.querySelectorAll("[data-li-grade]").forEach(colour);
}

function has_column(listview) {
	return (listview.columns || []).some((column) => column.df && column.df.fieldname === "li_grade");
}

/** A phone shows no columns, and a narrow screen few: there the grade stands before the title. */
function mark_row(row, doc, column) {
	const link = row.querySelector(".list-subject a");
	if (!doc.li_grade || !link || row.querySelector(".li-before-title")) return;
	const holder = document.createElement("span");
	holder.className = `li-before-title level-item ${column ? "visible-xs" : ""}`;
	holder.innerHTML = grade_html(doc);
	link.parentElement.before(holder);
}

function colour(pill) {
	const colour_now = colour_of(pill.dataset.liVersion, pill.dataset.liGrade);
	pill.className = pill.className.replace(/\b(green|blue|orange|yellow|red|gray)\b/, colour_now);
}
