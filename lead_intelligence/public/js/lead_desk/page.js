// The page of a rep: their leads in the order in which to turn to them, kept up to date while somebody looks.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { moment_text } from "../lead/stage/when";
import { message } from "../lead/without_score";
import { button } from "../preview/block";
import { count } from "../preview/figures";
import { keeping_focus } from "../team_board/focus";
import { actions_for } from "./actions";
import { counters } from "./counters";
import { empty, nothing_presses, resting_line } from "./empty";
import { group_chips } from "./groups";
import { show_keys } from "./help";
import { listen_to_keys } from "./keyboard";
import { Live } from "./live";
import { banner, Desks } from "./manager";
import { news } from "./news";
import { show_workspace } from "./opening";
import { banner as outbox_banner, outbox } from "./outbox";
import { Queue } from "./queue";
import { show_resting } from "./resting";
import { skeleton } from "./skeleton";
import { queue_of, wake } from "./store";
import { Telling } from "./telling";
import { ServerClock, tick } from "./when";
import { show_order, show_why } from "./why";

const PAGE = 50;
const MOST = 500;
const TICK = 15 * 1000;
const ENDED = [401, 403];
const is_dialog_open = () => Boolean(document.querySelector(".modal.show"));

function is_typing() {
	const at = document.activeElement;
	return Boolean(at && at.offsetParent && at.matches("input, textarea, [contenteditable=true]"));
}

export class LeadDesk {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Lead Desk"), single_column: true });
		this.most = PAGE;
		this.group = null;
		this.user = null;
		this.live = new Live(() => this.look());
		this.telling = new Telling();
		this.desks = new Desks();
		this.desk = this.for_actions();
		this.queue = new Queue({
			actions: (row) => this.actions(row),
			run: (action, row) => this.run(action, row),
			why: (row) => show_why(row, this.user),
			get is_own() {
				return this.desk().is_own;
			},
			desk: () => this.desk,
			clock: { seconds_until: (at) => this.clock.seconds_until(at) },
		});
		this.lay_out(wrapper.querySelector(".layout-main-section"));
		listen_to_keys(this.queue, { run: (action, row) => this.run(action, row), why: (row) => show_why(row, this.user), help: () => show_keys(this.queue.article), undo: () => this.telling.undo() });
		this.add_menu();
		// A little later, since the desk takes the focus from everything at Escape.
		this.dialog_closed = () => setTimeout(() => this.back_to_where_it_was(), 0);
		this.root.addEventListener("focusin", ({ target }) => {
			this.last_focus = target;
		});
		outbox.on_change(() => this.queue.mark_unsent(outbox.left()));
		outbox.on_sent(() => this.live.soon());
	}

	lay_out(parent) {
		this.top = h("div", { class: "li-desk-top" });
		this.head = h("div", { class: "li-desk-head" });
		this.foot = h("div", { class: "li-desk-foot" });
		this.root = h("div", { class: "li-panel li-lead-desk" }, outbox_banner(outbox), this.desks.element, this.telling.element, this.top, this.head, skeleton(), this.queue.element, this.foot);
		parent.append(this.root);
	}

	add_menu() {
		this.page.set_secondary_action(__("Refresh"), () => this.live.now(), "refresh");
		this.page.add_menu_item(__("Why This Order?"), () => show_order());
		this.page.add_menu_item(__("Snoozed and Planned"), () => this.show_resting());
		this.page.add_menu_item(__("Keys"), () => show_keys(this.queue.article));
		this.page.add_menu_item(__("Workspace"), show_workspace);
	}

	/** On the desk of somebody else a lead can only be opened. */
	actions(row) {
		const all = actions_for(row, this.desk);
		return this.desk.is_own ? all : all.filter(({ key }) => key === "open");
	}

	/** What the actions know of the page. */
	for_actions() {
		const page = this;
		return {
			get is_own() {
				return Boolean(page.data && page.data.is_own);
			},
			get server_now() {
				return page.data && page.data.server_now;
			},
			get root() {
				return page.root;
			},
			row: (lead) => page.queue.row_of(lead),
			changed: (lead, words, more = {}) => page.changed(lead, words, more),
		};
	}

	show() {
		const [, user = null] = frappe.get_route();
		if (user !== this.user || !this.data) this.begin(user);
		this.stop_watching();
		$(document).on("hidden.bs.modal", this.dialog_closed);
		this.ticking = setInterval(() => this.clock && !document.hidden && tick(this.root, this.clock), TICK);
		this.wants_focus = true;
		this.live.start();
	}

	hide() {
		this.live.stop();
		this.stop_watching();
	}

	stop_watching() {
		clearInterval(this.ticking);
		$(document).off("hidden.bs.modal", this.dialog_closed);
	}

	/** Another desk is looked at. */
	begin(user) {
		this.user = user;
		Object.assign(this, { data: null, most: PAGE, group: null });
		this.queue.draw([], []);
		for (const part of [this.top, this.head, this.foot]) part.replaceChildren();
		this.root.classList.add("li-loading");
		this.root.classList.remove("li-is-empty");
		this.desks.show(user);
		if (this.live.is_on) this.live.now();
	}

	async look() {
		const request = (this.request = {});
		const asked_at = Date.now();
		this.root.setAttribute("aria-busy", "true");
		try {
			const data = await queue_of({ user: this.user, most: this.most, group: this.group });
			if (request !== this.request) return;
			if (!this.user && data.user.user !== frappe.session.user) throw new Error(__("Somebody else has signed in in this browser. Sign in again to go on."));
			this.clock = new ServerClock(data.server_now, asked_at + (Date.now() - asked_at) / 2);
			this.draw(data);
			this.live.shown(data);
		} catch (error) {
			if (request === this.request) await this.fail(error);
		} finally {
			if (request === this.request) {
				this.root.removeAttribute("aria-busy");
				this.root.classList.remove("li-loading");
			}
		}
	}

	/** What was known stays on the page. */
	async fail(error) {
		const session_ended = ENDED.includes(error.status) && (await outbox.doubt());
		// What the browser says of a server that it does not reach is not in the user's language.
		const why = error instanceof TypeError ? __("The server cannot be reached.") : error.message;
		const again = button(__("Try Again"), () => this.live.now());
		this.page.set_indicator(__("Not up to date"), "red");
		const own = this.user && button(__("My Own Desk"), () => frappe.set_route("lead-desk"));
		if (!this.data) return this.top.replaceChildren(message(__("The desk could not be loaded."), why, again, own || ""));
		this.go_on();
		// Then the outbox says it.
		if (session_ended) return this.top.replaceChildren();
		const since = __("The desk could not be refreshed. It shows how things stood {0}.", [moment_text(this.data.server_now)]);
		this.top.replaceChildren(notice("warning", since, " ", why, " ", again));
	}

	draw(data) {
		const before = this.data;
		this.data = data;
		// What happens on the desk of somebody else is told to them alone.
		const told = this.live.is_told && data.is_own;
		this.page.set_indicator(told ? __("Live Now") : __("Updated Every Minute"), told ? "green" : "blue");
		this.page.set_title(data.is_own ? __("Lead Desk") : __("Lead Desk of {0}", [data.user.name]));
		this.top.replaceChildren(...(data.is_own ? [] : [banner(data.user)]));
		keeping_focus(this.root, () => this.draw_around(data));
		const in_queue = this.queue.element.contains(document.activeElement);
		this.go_on();
		if (in_queue && !data.rows.length) this.focus_empty();
		if (before) this.telling.say(news(before, data, this.acted));
		this.acted = null;
		tick(this.root, this.clock);
		if (outbox.trouble) outbox.wake();
	}

	/** Shows the rows, and goes to the next one after something was done. Without the server too: what was done is kept then. */
	go_on() {
		this.queue.draw(this.data.rows, this.data.groups, this.next);
		this.queue.mark_unsent(outbox.left());
		this.queue.mark_drafts();
		if (this.wants_focus) this.back_to_the_queue();
		Object.assign(this, { next: null, wants_focus: false });
	}

	draw_around(data) {
		const on = { resting: () => this.show_resting() };
		const is_empty = !data.total;
		this.root.classList.toggle("li-is-empty", is_empty);
		this.head.replaceChildren(
			...[
				counters(data),
				group_chips(data, this.group, (group) => this.only(group)),
				!is_empty && !data.left && !this.group && nothing_presses(data),
				is_empty && empty(data, on),
			].filter(Boolean)
		);
		this.foot.replaceChildren(...[!is_empty && this.more(data), !is_empty && resting_line(data, on), !is_empty && this.order_line()].filter(Boolean));
	}

	more({ rows, groups, total }) {
		const all = this.group ? groups.find(({ group }) => group === this.group).leads : total;
		if (rows.length >= all) return null;
		if (this.most >= MOST) return h("p", { class: "li-quiet" }, __("The first {0} of {1} are shown.", [count(rows.length), count(all)]));
		const show = () => {
			this.most = Math.min(MOST, this.most + PAGE);
			this.live.now();
		};
		return h("p", {}, button(__("Show More"), show, "default", { "data-li-focus": "show more" }), " ", h("span", { class: "li-quiet" }, __("{0} of {1}", [count(rows.length), count(all)])));
	}

	order_line() {
		return h("p", {}, h("button", { type: "button", class: "li-link li-quiet", onclick: () => show_order(), "data-li-focus": "order" }, __("Why This Order?")));
	}

	only(group) {
		Object.assign(this, { group, most: PAGE });
		this.live.now();
	}

	run(action, row) {
		this.queue.select(row.lead);
		this.running = { lead: row.lead, key: action.key };
		this.telling.forget();
		return action.run();
	}

	/** Something was done with a lead: it is told, and the next one is chosen. */
	changed(lead, words, { undo = null } = {}) {
		this.next = this.queue.neighbour_of(lead);
		this.acted = lead;
		this.wants_focus = true;
		const is_kept = outbox.left().some((entry) => entry.lead === lead);
		const is_snooze = !is_kept && this.running && this.running.lead === lead && this.running.key === "snooze";
		this.telling.done(words, undo || (is_snooze ? () => this.wake(lead) : null));
		return this.live.now();
	}

	async wake(lead) {
		await wake(lead, this.queue.row_of(lead)?.name);
		this.next = lead;
		this.wants_focus = true;
		return this.live.now();
	}

	show_resting() {
		show_resting({ user: this.user, is_own: this.desk.is_own, woken: (lead) => this.wake(lead) });
	}

	/** The focus goes to the chosen row, unless somebody types elsewhere, or in a dialog, after which it goes there. */
	back_to_the_queue() {
		this.last_focus = null;
		if (is_dialog_open() || is_typing()) return;
		if (this.queue.article) this.queue.focus();
		else this.focus_empty();
	}

	/** After a dialog. */
	back_to_where_it_was() {
		this.queue.mark_drafts();
		if (is_dialog_open() || is_typing()) return;
		const { last_focus } = this;
		if (last_focus && last_focus.isConnected && last_focus.offsetParent) last_focus.focus({ preventScroll: true });
		else this.back_to_the_queue();
	}

	focus_empty() {
		const title = this.root.querySelector(".li-desk-empty-title");
		if (title) title.focus();
	}
}
