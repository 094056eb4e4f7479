// The weekly digest by e-mail: ordered, changed and stopped from here by those who may have one.

import { show_digest } from "../digest/preview";
import { h } from "../elements";
import { one_at_a_time } from "../one_at_a_time";
import { button } from "../preview/block";
import { ask, post } from "../server";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS = Array.from({ length: 24 }, (_nothing, hour) => hour);

export class Digest {
	constructor() {
		this.element = h("span", { class: "li-board-digest" });
		this.company = undefined;
	}

	/** `company`: whose figures are shown; null for all, where the digest is of the user's own company. */
	async offer(company) {
		if (company === this.company) return;
		this.company = company;
		// Without it the dashboard is whole all the same.
		const state = await ask("digest.state", { company }).catch(() => null);
		if (company === this.company) this.draw(state);
	}

	draw(state) {
		this.state = state;
		if (!state || !state.may) return this.element.replaceChildren();
		const label = state.subscribed ? __("Weekly E-Mail: {0}", [__(state.weekday)]) : __("Weekly E-Mail");
		const had_focus = this.element.contains(document.activeElement);
		this.element.replaceChildren(button(label, () => this.ask(), "default", { "data-li-focus": "digest" }));
		if (had_focus) this.element.firstChild.focus();
	}

	ask() {
		const { company, subscribed, weekday, hour } = this.state;
		const change = one_at_a_time((...what) => this.change(dialog, ...what));
		const dialog = new frappe.ui.Dialog({
			title: __("Weekly E-Mail"),
			fields: [
				{ fieldtype: "HTML", fieldname: "about" },
				{ fieldtype: "Select", fieldname: "weekday", label: __("On"), options: DAYS.map((value) => ({ value, label: __(value) })), default: weekday, reqd: 1 },
				{ fieldtype: "Select", fieldname: "hour", label: __("From the Hour"), options: HOURS.map((value) => ({ value: String(value), label: `${String(value).padStart(2, "0")}:00` })), default: String(hour), reqd: 1 },
			],
			primary_action_label: subscribed ? __("Save") : __("Get It Every Week"),
			primary_action: (chosen) => change("subscribe", { company, ...chosen }, (now) => __("The digest of {0} comes every {1}.", [now.company, __(now.weekday)])),
			secondary_action_label: subscribed ? __("Stop It") : __("Close"),
			secondary_action: () => (subscribed ? change("unsubscribe", { company }, (now) => __("The digest of {0} is stopped.", [now.company])) : dialog.hide()),
		});
		dialog.$wrapper.addClass("li-digest-order");
		dialog.get_field("about").$wrapper.append(this.about(company));
		dialog.$wrapper.on("hidden.bs.modal", (event) => event.target === dialog.$wrapper[0] && dialog.$wrapper.remove());
		dialog.show();
	}

	about(company) {
		return h(
			"div",
			{ class: "li-digest-about" },
			h("p", {}, __("Once a week, what changed most at {0}, whom to talk to about it, and what is out of order.", [company])),
			button(__("See What It Looks Like"), () => show_digest(company))
		);
	}

	async change(dialog, method, about, told) {
		dialog.disable_primary_action();
		try {
			const now = await post(`digest.${method}`, about);
			this.draw(now);
			dialog.hide();
			frappe.show_alert({ message: frappe.utils.escape_html(told(now)), indicator: "green" });
		} catch (error) {
			dialog.enable_primary_action();
			frappe.msgprint({ title: __("Weekly E-Mail"), indicator: "red", message: frappe.utils.escape_html(error.message) });
		}
	}
}
