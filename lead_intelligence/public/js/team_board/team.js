// The table of the team: a row for each rep, a card on a phone.

import { h, joined } from "../elements";
import { button, stacking_table } from "../preview/block";
import { count } from "../preview/figures";
import { by_grade, converted, first_answer, load, today } from "./figures";
import { named } from "./focus";
import { in_order } from "./sorting";
import { presence } from "./words";

/** `on`: what to call: sort(order), leads(rep), late(rep), hand_over(rep). */
export function team({ reps, grades }, order, on) {
	const most = Math.max(1, ...reps.map((rep) => rep.open));
	const columns = [
		column("name", __("Rep")),
		column("open", __("Open Leads")),
		column("load", __("Load")),
		column("today", __("Today")),
		column("late", __("Late")),
		column("answer", __("First Response")),
		column("converted", __("Converted")),
		{ label: "", style: "li-end" },
	];
	const rows = in_order(reps, order).map((rep) => [
		who(rep),
		open_leads(rep, grades, most, on),
		load(rep),
		today(rep),
		late(rep, on),
		first_answer(rep),
		converted(rep),
		rep.open ? named(button(__("Hand Over"), () => on.hand_over(rep), "default", { "aria-label": __("Hand the leads of {0} over", [rep.name]) }), `hand-over ${rep.user}`) : "",
	]);
	const table = stacking_table("li-team-table", columns, rows, __("Team"));
	make_sortable(table, columns, order, on.sort);
	return [order_chooser(columns, order, on.sort), table];
}

const column = (order, label) => ({ order, label });

function make_sortable(table, columns, order, sort) {
	table.querySelectorAll("thead th").forEach((head, place) => {
		const { order: own, label } = columns[place];
		if (!own) return;
		head.setAttribute("aria-sort", own === order ? (own === "name" ? "ascending" : "descending") : "none");
		head.replaceChildren(named(h("button", { type: "button", class: "li-sort", onclick: () => sort(own) }, label), `sort ${own}`));
	});
}

/** On a phone the table has no head. */
function order_chooser(columns, order, sort) {
	const options = columns.filter((one) => one.order).map((one) => h("option", { value: one.order, selected: one.order === order }, one.label));
	const select = h("select", { class: "form-control input-xs", onchange: (event) => sort(event.target.value) }, options);
	return h("label", { class: "li-order" }, h("span", { class: "li-quiet" }, __("Sort by")), named(select, "order"));
}

function who(rep) {
	const { words, colour } = presence(rep);
	const pools = rep.pools.map(({ pool, paused }) => (paused ? __("{0} (paused)", [pool]) : pool));
	return [
		h("a", { class: "li-rep", href: rep_link(rep) }, rep.name),
		h("span", { class: `indicator ${colour} li-presence` }, words),
		h("span", { class: "li-below li-quiet" }, pools.length ? joined(pools) : __("In no pool")),
	];
}

function rep_link(rep) {
	return rep.work ? frappe.utils.get_form_link("Lead Rep Profile", rep.user) : frappe.utils.get_form_link("User", rep.user);
}

function open_leads(rep, grades, most, on) {
	if (!rep.open) return h("span", { class: "li-quiet" }, count(0));
	const all = h("button", { type: "button", class: "li-link li-open", onclick: () => on.leads(rep), "aria-label": __("Show the open leads of {0}", [rep.name]) }, count(rep.open));
	return h("span", { class: "li-open-leads" }, named(all, `leads ${rep.user}`), by_grade(rep, grades, most));
}

function late(rep, on) {
	if (!rep.late) return h("span", { class: "li-quiet" }, count(0));
	const words = { "aria-label": __("Show the late leads of {0}", [rep.name]) };
	return named(h("button", { type: "button", class: "li-link li-late", onclick: () => on.late(rep), ...words }, count(rep.late)), `late ${rep.user}`);
}
