// That somebody has snoozed the lead on their own desk, and how to end that.

import { h, icon } from "../../elements";
import { post } from "../../server";
import { moment_text, seconds_until } from "../stage/when";

export class Waking {
	constructor(lead, { until, note }, changed) {
		Object.assign(this, { lead, changed });
		this.problem = h("div", { class: "li-clock-problem", role: "alert" });
		this.button = h("button", { type: "button", class: "btn btn-xs btn-default li-wake", onclick: () => this.wake() }, __("Wake It"));
		const at = moment_text(until);
		const words = seconds_until(until) > 0 ? __("You have snoozed this lead until {0}.", [at]) : __("Your snooze of this lead is over since {0}.", [at]);
		this.root = h(
			"div",
			{ class: "li-next-step li-snoozed" },
			h("span", { class: "li-next-step-picture" }, icon("es-line-time", "sm")),
			h("div", { class: "li-next-step-words" }, h("div", {}, words), note && h("div", { class: "li-next-step-note" }, note)),
			this.button,
			this.problem
		);
	}

	async wake() {
		this.button.disabled = true;
		try {
			await post("next_step.wake", { lead: this.lead });
		} catch (error) {
			this.problem.textContent = error.message;
			this.button.disabled = false;
			return;
		}
		this.changed(__("The lead is awake again."));
	}
}
