// The dashboard: what is out of order, the figures, and the pictures, each family asked for by itself so that none waits for the others.

import { h } from "../elements";
import { learn_colours } from "../lead/grade_colours";
import { moment_text } from "../lead/stage/when";
import { button } from "../preview/block";
import { is_none } from "../preview/figures";
import { keeping_focus } from "../team_board/focus";
import { alarms } from "./alarms";
import { cards } from "./cards";
import { charts } from "./charts";
import { Digest } from "./digest";
import { Frame } from "./frame";
import { remember, remembered } from "./remembered";
import { company_switch, span_switch } from "./spans";
import { failed, no_leads, nothing_in_these_days } from "./states";
import { are_there_leads, part_of_board, PARTS } from "./store";

const NAMES = Object.keys(PARTS);
// Nobody looks at figures of weeks by the second. Whoever comes back to them later sees new ones.
const OLD_AFTER = 5 * 60 * 1000;
const GONE = [404, 417];

export class Dashboard {
	constructor(host) {
		this.choice = remembered();
		this.asked_at = 0;
		this.head = h("div", { class: "li-board-head" });
		this.as_of = h("span", { class: "li-quiet" });
		this.said = h("div", { class: "sr-only", role: "status" });
		this.digest = new Digest();
		this.frame = new Frame();
		this.root = h("section", { class: "li-panel li-dashboard", "aria-label": __("Lead Dashboard") }, this.said, this.head, this.frame.element);
		host.append(this.root);
		this.forget();
	}

	start() {
		this.seen = () => this.is_seen_again();
		document.addEventListener("visibilitychange", this.seen);
		this.look();
	}

	/** Frappe draws a workspace anew whenever it is opened, and then a new dashboard with it. */
	is_seen_again() {
		if (!this.root.isConnected) return document.removeEventListener("visibilitychange", this.seen);
		if (!document.hidden && Date.now() - this.asked_at > OLD_AFTER) this.look();
	}

	/** Of other days or another company nothing is known. */
	forget() {
		Object.assign(this, { known: {}, errors: {}, shows_all: false });
		this.frame.clear();
		for (const part of NAMES) this.frame.loading(part);
	}

	/** Asks for everything anew. What was known stays until then. */
	async look(parts = NAMES) {
		this.asked_at = Date.now();
		const request = (this.request = {});
		this.root.setAttribute("aria-busy", "true");
		this.said.textContent = __("The figures are worked out");
		await Promise.all(parts.map((part) => this.look_at(part, request)));
		if (request !== this.request) return;
		await this.draw_whole(request);
		this.said.textContent = "";
		this.root.removeAttribute("aria-busy");
	}

	async look_at(part, request) {
		try {
			const [data] = await Promise.all([part_of_board(part, this.choice), learn_colours(() => {})]);
			if (request !== this.request) return;
			this.known[part] = data;
			delete this.errors[part];
			keeping_focus(this.root, () => this.draw_part(part, data));
		} catch (error) {
			if (request !== this.request) return;
			this.errors[part] = error;
			if (this.known[part]) return;
			this.frame.cards[part].replaceChildren();
			this.frame.charts[part].replaceChildren();
		}
	}

	draw_part(part, data) {
		this.draw_head(data);
		this.frame.cards[part].replaceChildren(...cards(data.cards));
		this.frame.charts[part].replaceChildren(...charts(data.charts));
		this.draw_alarms();
	}

	draw_alarms() {
		const answers = Object.values(this.known);
		const open = () => {
			this.shows_all = true;
			this.draw_alarms();
		};
		const is_whole = NAMES.every((part) => this.known[part]);
		keeping_focus(this.root, () => this.frame.alarms.replaceChildren(...alarms(answers.flatMap((data) => data.alarms), { is_open: this.shows_all, is_whole, open })));
		this.frame.notes.replaceChildren(...[...new Set(answers.flatMap((data) => data.notes))].map((note) => h("p", { class: "li-quiet" }, note)));
	}

	/** Once all parts have answered, or have failed to. */
	async draw_whole(request) {
		if (this.is_choice_gone()) return this.choose_nothing();
		const [error] = Object.values(this.errors);
		const answers = Object.values(this.known);
		const is_empty = !error && !answers.some(says_something);
		const content = error ? this.failure(error) : is_empty ? await this.why_empty() : null;
		if (request !== this.request) return;
		this.root.classList.toggle("li-is-empty", is_empty);
		keeping_focus(this.root, () => this.frame.top.replaceChildren(...[content].filter(Boolean)));
	}

	failure(error) {
		const parts = Object.keys(this.errors);
		const shown = parts.every((part) => this.known[part]) ? { since: this.known[parts[0]].as_of } : { is_some: Object.keys(this.known).length > 0 };
		return failed(error, shown, () => this.look(parts));
	}

	/** What was chosen another day may be there no more. */
	is_choice_gone() {
		const errors = Object.values(this.errors);
		return errors.length === NAMES.length && errors.every(({ status }) => GONE.includes(status)) && Object.values(this.choice).some(Boolean);
	}

	choose_nothing() {
		this.choice = {};
		remember(this.choice);
		return this.look();
	}

	async why_empty() {
		if (!(await are_there_leads().catch(() => true))) return no_leads();
		const [{ spans, span }] = Object.values(this.known);
		const longest = "last_365_days";
		const is_longer = span !== longest && spans.some(({ value }) => value === longest);
		return nothing_in_these_days(is_longer && (() => this.choose({ span: longest })));
	}

	draw_head({ spans, span, companies, company, as_of }) {
		// Each part was worked out at a moment of its own. What may be pressed just now is not drawn anew for that.
		this.as_of.textContent = __("As of {0}", [moment_text(as_of)]);
		const drawn = JSON.stringify([spans, span, companies, company]);
		if (drawn === this.drawn_head) return;
		this.drawn_head = drawn;
		this.digest.offer(company);
		const tools = h("div", { class: "li-board-tools" }, this.as_of, this.digest.element, button(__("Refresh"), () => this.look(), "default", { "data-li-focus": "refresh" }));
		this.head.replaceChildren(
			...[span_switch(spans, span, (value) => this.choose({ span: value })), company_switch(companies, company, (name) => this.choose({ company: name })), tools].filter(Boolean)
		);
	}

	choose(choice) {
		this.choice = { ...this.choice, ...choice };
		remember(this.choice);
		this.forget();
		this.draw_chosen(choice);
		this.look();
	}

	/** At once, whatever the server needs. */
	draw_chosen({ span }) {
		if (!span) return;
		for (const one of this.head.querySelectorAll(".li-board-span")) {
			const is_chosen = one.dataset.liFocus === `span ${span}`;
			one.classList.toggle("li-chosen", is_chosen);
			one.setAttribute("aria-pressed", String(is_chosen));
		}
		this.drawn_head = null;
	}
}

/** Whether there is anything but noughts and gaps. */
function says_something({ cards: figures, charts: pictures, alarms: found }) {
	return found.length > 0 || figures.some(({ value, before }) => value || before) || pictures.some(({ datasets }) => datasets.some(({ values }) => values.some((value) => !is_none(value) && value !== 0)));
}
