// The list of the leads in their order, below the headings of their groups. Rows that have not changed stay as they are, so that neither focus
// nor place is lost when the list is drawn anew.

import { h } from "../elements";
import { count } from "../preview/figures";
import { keeping_focus } from "../team_board/focus";
import { mark, row_of } from "./row";

export class Queue {
	/** `on`: what rows call; `selected(lead)` is told whenever another row is chosen. */
	constructor(on) {
		// Whose desk it is can change.
		this.on = Object.assign(Object.create(on), { toggle: (lead) => this.toggle(lead) });
		this.leads = [];
		this.rows = new Map();
		this.selected = null;
		this.open = null;
		this.element = h("div", { class: "li-desk-queue" });
		this.element.addEventListener("focusin", (event) => this.chosen_by(event));
		this.element.addEventListener("click", (event) => this.chosen_by(event));
	}

	chosen_by({ target, type }) {
		const article = target.closest(".li-desk-row");
		if (!article) return;
		const { lead } = article.dataset;
		if (lead !== this.selected) this.select(lead);
		if (type !== "click" || target.closest("button, a, input, .li-desk-detail")) return;
		article.focus({ preventScroll: true });
		if (is_phone()) this.toggle(lead);
	}

	get article() {
		return this.article_of(this.selected);
	}

	article_of(lead) {
		const row = this.rows.get(lead);
		return row ? row.element : null;
	}

	get row() {
		const row = this.rows.get(this.selected);
		return row ? row.row : null;
	}

	row_of(lead) {
		const row = this.rows.get(lead);
		return row ? row.row : null;
	}

	/** `entries`: what was done and is not sent yet. */
	mark_unsent(entries) {
		const unsent = new Set(entries.map(({ lead }) => lead));
		for (const [lead, { element }] of this.rows) element.classList.toggle("li-unsent", unsent.has(lead));
	}

	/** What was typed and neither sent nor thrown away. */
	mark_drafts() {
		for (const { element } of this.rows.values()) element.classList.toggle("li-drafted", element.li_actions.some(({ has_draft }) => has_draft));
	}

	/** Where there is room, what is chosen is open. */
	select(lead) {
		this.selected = lead;
		if (!is_phone()) this.open = lead;
		else if (this.open !== lead) this.open = null;
		this.mark_all();
	}

	toggle(lead) {
		this.selected = lead;
		this.open = this.open === lead ? null : lead;
		this.mark_all();
	}

	mark_all() {
		for (const [lead, { element }] of this.rows) mark(element, { is_selected: lead === this.selected, is_open: lead === this.open });
	}

	move(by) {
		const place = this.leads.indexOf(this.selected);
		const lead = this.leads[Math.min(this.leads.length - 1, Math.max(0, place + by))];
		if (lead) this.focus(lead);
	}

	first() {
		if (this.leads.length) this.focus(this.leads[0]);
	}

	last() {
		if (this.leads.length) this.focus(this.leads[this.leads.length - 1]);
	}

	focus(lead = this.selected) {
		const article = this.article_of(lead);
		if (!article) return;
		if (lead !== this.selected) this.select(lead);
		article.focus({ preventScroll: true });
		article.scrollIntoView({ block: "nearest" });
	}

	/** The lead that comes after this one; the one before it where it is the last. */
	neighbour_of(lead) {
		const place = this.leads.indexOf(lead);
		if (place < 0) return null;
		return this.leads[place + 1] || this.leads[place - 1] || null;
	}

	/** `groups`: [{ group, label, leads }] in their order. `next`: the lead that is to be chosen then. */
	draw(rows, groups, next = null) {
		const had_focus = this.element.contains(document.activeElement);
		const before = this.leads;
		this.leads = rows.map((row) => row.lead);
		keeping_focus(this.element, () => {
			this.keep(rows);
			this.element.replaceChildren(...groups.filter(({ group }) => rows.some((row) => row.group === group)).map((group) => this.section(group, rows)));
		});
		const chosen = this.choose(before, next);
		this.select(chosen);
		if (had_focus && !this.element.contains(document.activeElement)) this.focus();
	}

	keep(rows) {
		const kept = new Map();
		for (const row of rows) {
			const content = JSON.stringify([row, this.on.is_own]);
			const old = this.rows.get(row.lead);
			const element = old && old.content === content ? old.element : row_of(row, this.on);
			kept.set(row.lead, { row, content, element });
		}
		this.rows = kept;
	}

	section({ group, label, leads }, rows) {
		const items = rows.filter((row) => row.group === group).map((row) => h("li", {}, this.article_of(row.lead)));
		return h(
			"section",
			{ class: "li-desk-group", "data-group": group, "aria-label": label },
			h("h3", { class: "li-desk-group-head" }, label, h("span", { class: "li-quiet" }, " ", count(leads))),
			h("ol", {}, items)
		);
	}

	/** The chosen lead stays so while it is there; then comes the one that followed it. */
	choose(before, next) {
		const is_there = (lead) => lead && this.rows.has(lead);
		if (is_there(next)) return next;
		if (is_there(this.selected)) return this.selected;
		const place = before.indexOf(this.selected);
		const following = place < 0 ? null : before.slice(place).find(is_there) || before.slice(0, place).reverse().find(is_there);
		return following || this.leads[0] || null;
	}
}

const is_phone = () => window.matchMedia("(max-width: 767px)").matches;
