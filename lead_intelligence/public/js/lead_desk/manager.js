// Managers look at the desks of others, and change nothing there.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { button } from "../preview/block";
import { reps_to_look_at } from "./store";

const MANAGERS = ["Sales Manager", "System Manager"];

export function banner({ name }) {
	return notice("info", __("You look at the desk of {0}, and can change nothing here.", [name]), " ", button(__("My Own Desk"), () => frappe.set_route("lead-desk")));
}

/** Whose desk: a choice that only managers are offered. */
export class Desks {
	constructor() {
		this.element = h("div", { class: "li-desk-whose" });
		this.reps = null;
	}

	async show(user) {
		if (!frappe.user.has_role(MANAGERS)) return;
		// Without the list the page works all the same.
		this.reps = this.reps || (await reps_to_look_at().catch(() => null));
		if (this.reps) this.draw(user);
	}

	draw(user) {
		const others = this.reps.filter((rep) => rep.user !== frappe.session.user);
		const options = [h("option", { value: "" }, __("My Own")), ...others.map((rep) => h("option", { value: rep.user, selected: rep.user === user }, rep_text(rep)))];
		if (user && !others.some((rep) => rep.user === user)) options.push(h("option", { value: user, selected: true }, user));
		const select = h("select", { class: "form-control input-xs", onchange: ({ target }) => frappe.set_route(...["lead-desk", target.value].filter(Boolean)) }, options);
		this.element.replaceChildren(h("label", {}, h("span", { class: "li-quiet" }, __("Desk of")), " ", select));
	}
}

function rep_text({ name, open, late }) {
	return late ? __("{0}: {1} open, {2} late", [name, open, late]) : __("{0}: {1} open", [name, open]);
}
