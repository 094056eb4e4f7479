// What the user may do with the lead now: the one action that is due as a button, all others in a menu.

import { h } from "../../elements";
import { ask_and_act } from "./dialog";
import { actions_of } from "./actions";

export class Acting {
	/** `look_again` is called when the lead turned out to stand elsewhere meanwhile. */
	constructor(frm, stage, look_again) {
		this.frm = frm;
		this.look_again = look_again;
		this.actions = actions_of(frm, stage);
	}

	buttons() {
		const due = this.actions.find((action) => action.is_due);
		const others = this.actions.filter((action) => action !== due && !action.is_elsewhere);
		if (!due && !others.length) return null;
		return h("div", { class: "li-act" }, due && this.button(due), others.length > 0 && this.menu(others, due));
	}

	/** The button of one action for elsewhere in the panel; null where the user may not. */
	single(key) {
		const action = this.actions.find((one) => one.key === key);
		return action ? this.button(action, "btn-default btn-xs") : null;
	}

	button(action, classes = "btn-primary btn-sm") {
		return h("button", { type: "button", class: `btn ${classes} li-act-${action.key}`, onclick: () => this.begin(action) }, action.label);
	}

	menu(actions, due) {
		const items = actions.map((action) =>
			h("button", { type: "button", class: `dropdown-item li-act-${action.key}`, onclick: () => this.begin(action) }, action.label)
		);
		return h(
			"div",
			{ class: "dropdown" },
			h(
				"button",
				{ type: "button", class: "btn btn-default btn-sm li-act-more", "data-toggle": "dropdown", "aria-haspopup": "true", "aria-expanded": "false" },
				due ? __("More") : __("Actions"),
				h("span", { class: "caret", "aria-hidden": "true" })
			),
			h("div", { class: "dropdown-menu dropdown-menu-right" }, items)
		);
	}

	begin(action) {
		if (this.frm.is_dirty() && !action.keeps_changes) return save_first();
		const done = async () => {
			await this.frm.reload_doc();
			frappe.show_alert({ message: action.done, indicator: "green" });
		};
		return ask_and_act(action, this.frm.doc.name, done, this.look_again);
	}
}

function save_first() {
	frappe.msgprint({
		title: __("Save First"),
		message: __("This lead has changes that are not saved. Save it first, so that they count."),
		indicator: "orange",
	});
}
