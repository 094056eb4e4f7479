// The page of the managers: the team, the leads that wait, and assignments over time, kept up to date while somebody looks.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { moment_text } from "../lead/stage/when";
import { message } from "../lead/without_score";
import { block, button } from "../preview/block";
import { keeping_focus } from "./focus";
import { hand_over_leads_of } from "./hand_over";
import { show_leads_of } from "./leads_dialog";
import { LiveBoard } from "./live";
import { OverTime } from "./over_time";
import { reassign_leads } from "./reassign";
import { FIRST_ORDER } from "./sorting";
import { board_of } from "./store";
import { summary } from "./summary";
import { team } from "./team";
import { Waiting } from "./waiting";

export class TeamBoard {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Team Board"), single_column: true });
		this.order = FIRST_ORDER;
		this.live = new LiveBoard(() => this.look());
		this.waiting = new Waiting(
			() => ({ company: this.company }),
			(leads) => this.reassign(leads)
		);
		this.over_time = new OverTime(() => ({ company: this.company }));
		this.top = h("div", { class: "li-board-top" });
		this.at_a_glance = h("div", {});
		this.table = h("div", {});
		this.root = h("div", { class: "li-panel li-team-board" }, skeleton());
		wrapper.querySelector(".layout-main-section").append(this.root);
		this.add_filters();
		this.page.set_secondary_action(__("Refresh"), () => this.live.now(), "refresh");
	}

	add_filters() {
		const changed = () => this.filters_changed();
		this.company_field = this.page.add_field({ fieldname: "company", fieldtype: "Link", options: "Company", label: __("Company"), change: changed });
		this.pool_field = this.page.add_field({ fieldname: "pool", fieldtype: "Link", options: "Lead Routing Pool", label: __("Pool"), change: changed });
	}

	get company() {
		return this.company_field.get_value() || null;
	}

	get pool() {
		return this.pool_field.get_value() || null;
	}

	show() {
		this.live.start();
	}

	hide() {
		this.live.stop();
	}

	/** A field says so also where nothing has changed. */
	filters_changed() {
		const chosen = JSON.stringify([this.company, this.pool]);
		if (chosen === (this.chosen || "[null,null]")) return;
		this.chosen = chosen;
		this.waiting.forget();
		this.over_time.forget();
		this.live.now();
	}

	async look() {
		const request = (this.request = {});
		this.root.setAttribute("aria-busy", "true");
		try {
			const [data] = await Promise.all([board_of({ company: this.company, pool: this.pool }), this.waiting.refresh(), this.over_time.refresh()]);
			if (request !== this.request) return;
			this.data = data;
			this.draw();
		} catch (error) {
			if (request === this.request) this.fail(error);
		} finally {
			if (request === this.request) this.root.removeAttribute("aria-busy");
		}
	}

	/** What was known stays on the page. */
	fail(error) {
		// What the browser says of a server that it does not reach is not in the user's language.
		const why = error instanceof TypeError ? __("The server cannot be reached.") : error.message;
		const again = button(__("Try Again"), () => this.live.now());
		this.page.set_indicator(__("Not up to date"), "red");
		if (!this.data) return this.root.replaceChildren(message(__("The board could not be loaded."), why, again));
		const since = __("The board could not be refreshed. It shows how things stood {0}.", [moment_text(this.data.as_of)]);
		this.top.replaceChildren(notice("warning", since, " ", why, " ", again));
	}

	draw() {
		const told = this.live.is_told;
		this.page.set_indicator(told ? __("Live Now") : __("Every 20 seconds"), told ? "green" : "blue");
		keeping_focus(this.root, () => this.draw_content());
	}

	draw_content() {
		const { data } = this;
		this.top.replaceChildren(...this.hints());
		this.at_a_glance.replaceChildren(summary(data, { unowned: () => this.show_leads(null), all_late: () => this.show_late() }));
		const drawn = JSON.stringify([data.reps, data.grades, this.order]);
		if (drawn !== this.drawn) this.table.replaceChildren(...this.team_or_nobody());
		this.drawn = drawn;
		if (!this.root.contains(this.table)) this.lay_out();
		this.over_time.offer(data.reps);
	}

	lay_out() {
		this.root.replaceChildren(
			this.top,
			this.at_a_glance,
			block(__("Wait for an Owner"), __("Those for whom nobody was found come first."), this.waiting.content),
			block(__("Team"), __("Load is weighted by grade. First responses: median of 30 days, in working time."), this.table),
			block(__("Assignments over Time"), "", this.over_time.content)
		);
	}

	hints() {
		const { left_out } = this.data;
		return left_out ? [notice("info", __("{0} more reps are not shown. Choose a pool.", [left_out]))] : [];
	}

	team_or_nobody() {
		const { data } = this;
		if (data.reps.length) {
			return team(data, this.order, {
				sort: (order) => this.sort(order),
				leads: (rep) => this.show_leads(rep),
				late: (rep) => this.show_late(rep),
				hand_over: (rep) => hand_over_leads_of(rep, () => this.live.now()),
			});
		}
		if (this.pool) return [h("p", { class: "li-quiet" }, __("This pool has no members, or is disabled."))];
		const create = button(__("Create a Routing Pool"), () => frappe.new_doc("Lead Routing Pool"), "primary");
		return [message(__("Nobody is in a routing pool, and nobody owns an open lead."), create)];
	}

	sort(order) {
		this.order = order;
		this.draw();
	}

	show_leads(rep) {
		show_leads_of(rep, this.company, (leads, then) => reassign_leads(leads, () => this.changed(then)));
	}

	show_late(rep) {
		frappe.route_options = {
			li_due_at: ["<", frappe.datetime.now_datetime()],
			...(rep && { lead_owner: rep.user }),
			...(this.company && { company: this.company }),
		};
		frappe.set_route("List", "Lead", "List");
	}

	reassign(leads) {
		reassign_leads(leads, () => this.changed(() => this.waiting.forget()));
	}

	changed(then) {
		then();
		this.live.now();
	}
}

function skeleton() {
	const bars = [1, 2, 3, 4, 5].map(() => h("div", { class: "li-skeleton-bar" }));
	return h("div", { class: "li-skeleton", role: "status", "aria-label": __("Loading the board") }, h("div", { class: "li-skeleton-bars" }, bars));
}
