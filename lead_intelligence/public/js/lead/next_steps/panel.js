// What is planned with a lead, on its form below the response clocks: to plan a step, to move it, and to say that it is done.

import { h } from "../../elements";
import { ask } from "../../server";
import { AskedPanel } from "../asked_panel";
import { message } from "../without_score";
import { plan_step } from "./dialogs";
import { StepLine } from "./line";
import { Waking } from "./waking";

const MINUTE = 60 * 1000;

export class NextSteps extends AskedPanel {
	constructor(frm) {
		super(frm, "li_clock_panel", __("Next Steps"), "li-next-steps");
		this.spoken = h("div", { class: "sr-only", "aria-live": "polite" });
		this.root.after(this.spoken);
		document.addEventListener("visibilitychange", () => !document.hidden && this.is_on_screen() && this.refresh());
	}

	/** Below the clocks, which are in the same field. */
	put(wrapper) {
		wrapper.append(h("div", {}, this.root));
	}

	ask = (lead) => ask("next_step.panel", { lead });
	loading = () => [];
	unsaved = () => [];
	mark_unsaved() {}

	failed = (reason, retry) =>
		message(__("What is planned with the lead could not be loaded."), reason, h("button", { type: "button", class: "btn btn-xs btn-default li-retry", onclick: retry }, __("Try Again")));

	content({ steps, snooze, may_plan, why_not }) {
		const is_empty = !steps.length && !snooze;
		if (is_empty && !may_plan) return why_not ? [] : this.head(false);
		const lines = steps.map((step) => new StepLine(step, may_plan && this.acting()));
		this.watch(lines);
		return [
			this.head(may_plan, is_empty && __("Nothing is planned yet.")),
			snooze && new Waking(this.frm.doc.name, snooze, this.acting()).root,
			lines.length > 0 && h("ul", { class: "li-next-steps-list" }, lines.map((line) => line.root)),
		];
	}

	head(may_plan, words) {
		const plan = () => plan_step(this.frm.doc.name, this.acting());
		return h(
			"div",
			{ class: "li-next-steps-head" },
			h("h5", {}, __("Next Steps")),
			words && h("span", { class: "li-quiet" }, words),
			h("button", { type: "button", class: "btn btn-xs btn-link li-all-next-steps", onclick: () => this.show_all() }, __("All Steps")),
			may_plan && h("button", { type: "button", class: "btn btn-xs btn-default li-plan-next-step", onclick: plan }, __("Plan a Step…"))
		);
	}

	/** What lines and dialogs call when something has changed: with words for those who do not see it. */
	acting() {
		return (words) => {
			this.spoken.textContent = words;
			return this.refresh();
		};
	}

	show_all() {
		frappe.route_options = { lead: this.frm.doc.name, state: "" };
		frappe.set_route("List", "Lead Next Step", "List");
	}

	/** What is planned becomes due while somebody looks. */
	watch(lines) {
		const timer = lines.length > 0 && setInterval(() => lines.forEach((line) => line.tick()), MINUTE);
		this.on_leave(() => clearInterval(timer));
	}

	is_on_screen() {
		return this.root.isConnected && this.root.offsetParent !== null && window.cur_frm === this.frm;
	}
}
