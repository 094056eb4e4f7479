// A moment to come: a few that are often meant, and any other.

import { h } from "../../elements";
import { TypedMoment } from "./typed_moment";
import { now_of_user, typed } from "./zones";

const MORNING = 9;
const morning = (at) => at.hour(MORNING).startOf("hour");
const MOMENTS = {
	hour: { label: () => __("In 1 Hour"), at: () => now_of_user().add(1, "hour") },
	tomorrow: { label: () => __("Tomorrow, 9:00"), at: () => morning(now_of_user().add(1, "day")) },
	days: { label: () => __("In 3 Days"), at: () => morning(now_of_user().add(3, "days")) },
	week: { label: () => __("Next Week"), at: () => morning(now_of_user().startOf("isoWeek").add(1, "week")) },
	month: { label: () => __("In a Month"), at: () => morning(now_of_user().add(1, "month")) },
};
export const SOON = ["hour", "tomorrow", "days", "week"];
export const LONG = [...SOON, "month"];

let made = 0;

export class MomentPart extends TypedMoment {
	/** `choices`: keys of MOMENTS. `changed` is called when another is chosen. `needed`: the sentence where there is none. */
	constructor({ label, choices, needed = null, changed = () => {} }) {
		const id = `li-desk-moment-${++made}`;
		super(h("input", { id, type: "datetime-local", class: "form-control", oninput: () => this.typed_in() }));
		this.needed = needed;
		this.changed = changed;
		this.buttons = choices.map((key) => this.quick(key));
		this.element = h(
			"fieldset",
			{ class: "li-desk-part li-desk-moment" },
			h("legend", {}, label),
			h("div", { class: "li-desk-quick" }, this.buttons),
			h("div", { class: "li-desk-other" }, h("label", { for: id }, __("Date and time")), this.input)
		);
	}

	quick(key) {
		const { label, at } = MOMENTS[key];
		const title = at().format(`ddd ${frappe.datetime.get_user_date_fmt().toUpperCase()} ${frappe.datetime.get_user_time_fmt().replace(":ss", "")}`);
		return h("button", { type: "button", class: "btn btn-default btn-sm", "aria-pressed": "false", "data-moment": key, title, onclick: (event) => this.choose(at(), event.currentTarget) }, label());
	}

	choose(at, button) {
		this.input.value = typed(at);
		this.press(button);
		this.input.dispatchEvent(new Event("change", { bubbles: true }));
		this.changed();
	}

	typed_in() {
		this.press(null);
		this.changed();
	}

	press(pressed) {
		for (const button of this.buttons) button.setAttribute("aria-pressed", String(button === pressed));
	}

	get is_empty() {
		return !this.input.value;
	}

	write(text) {
		super.write(text);
		this.press(null);
	}

	mistake() {
		const { moment } = this;
		if (super.mistake()) return super.mistake();
		if (!moment) return this.needed;
		return moment.isAfter(now_of_user()) ? null : __("This moment is over. Choose a later one.");
	}

	focus() {
		this.buttons[0].focus();
	}
}
