// One lead of the queue: who, why now, since when, and what to do.

import { h } from "../elements";
import { grade_pill } from "../lead/grade_pill";
import { named } from "../team_board/focus";
import { detail } from "./detail";
import { when_of } from "./when";

const LEVELS = { Late: "late", "Due Now": "soon", "Hot Signal": "hot", "To Accept": "ask" };

/** `on`: clock, is_own, actions(row), run(action, row), toggle(lead), why(row). The article gets what is to be seen only where it is open
 * when it is opened. */
export function row_of(row, on) {
	const id = `li-desk-${frappe.utils.get_random(8)}`;
	const actions = on.actions(row).filter((action) => action.is_offered);
	const main = actions.find((action) => action.is_main);
	const others = actions.filter((action) => action !== main);
	const article = h(
		"article",
		{
			class: "li-desk-row",
			tabindex: -1,
			"data-lead": row.lead,
			"data-level": LEVELS[row.group] || "calm",
			"aria-labelledby": `${id}-who`,
			"aria-describedby": `${id}-why`,
		},
		h("div", { class: "li-desk-grade" }, row.grade ? grade_pill(row.grade, row.colour) : h("span", { class: "li-quiet", "aria-hidden": "true" }, "–")),
		h(
			"div",
			{ class: "li-desk-words" },
			h("div", { class: "li-desk-who", id: `${id}-who` }, h("span", { class: "li-desk-name" }, row.name), row.company && h("span", { class: "li-desk-company" }, row.company)),
			h("p", { class: "li-desk-why", id: `${id}-why` }, row.why, also(row)),
			h("p", { class: "li-desk-unsent" }, __("What you did is kept on this device and not sent yet.")),
			h("p", { class: "li-desk-drafted" }, __("You began to write something here."))
		),
		h("div", { class: "li-desk-time" }, when_of(row, on.clock)),
		h("div", { class: "li-desk-act" }, main ? main_button(main, row, on) : h("span", { class: "li-desk-todo li-quiet" }, row.todo.label), more_button(row, on, id))
	);
	article.li_actions = actions;
	article.li_main = main;
	article.li_open = () => {
		if (article.li_detail) return;
		article.li_detail = h("div", { class: "li-desk-detail", id: `${id}-detail` }, detail(row, others, on));
		article.append(article.li_detail);
	};
	named(article, `row ${row.lead}`);
	return article;
}

function also(row) {
	if (!row.also.length) return null;
	const words = row.also.length === 1 ? __("and 1 more reason") : __("and {0} more reasons", [row.also.length]);
	return [" ", h("span", { class: "li-desk-also li-quiet" }, words)];
}

function main_button(action, row, on) {
	const label = `${action.label}: ${row.name}`;
	const attributes = { type: "button", class: "btn btn-primary btn-sm li-desk-main", tabindex: -1, "aria-label": label, onclick: () => on.run(action, row) };
	return named(h("button", attributes, action.icon, action.label), `act ${row.lead} ${action.key}`);
}

function more_button(row, on, id) {
	const attributes = { type: "button", class: "btn btn-default btn-sm li-desk-more", tabindex: -1, "aria-expanded": "false", "aria-label": __("More of {0}", [row.name]), onclick: () => on.toggle(row.lead) };
	const button = named(h("button", attributes, __("More")), `more ${row.lead}`);
	button.li_controls = `${id}-detail`;
	return button;
}

/** Shows whether it is the chosen one, and open. Only its own buttons are reached by Tab, so that Tab leads out of a long list. */
export function mark(article, { is_selected, is_open }) {
	article.tabIndex = is_selected ? 0 : -1;
	article.classList.toggle("li-selected", is_selected);
	article.classList.toggle("li-open", is_open);
	if (is_selected) article.setAttribute("aria-current", "true");
	else article.removeAttribute("aria-current");
	if (is_open) article.li_open();
	const more = article.querySelector(".li-desk-more");
	more.setAttribute("aria-expanded", String(is_open));
	if (article.li_detail) more.setAttribute("aria-controls", more.li_controls);
	for (const button of article.querySelectorAll("button, a")) button.tabIndex = is_selected ? 0 : -1;
}
