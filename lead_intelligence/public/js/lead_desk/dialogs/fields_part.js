// Fields of the desk as part of a dialog of ours.

import { h } from "../../elements";

export class FieldsPart {
	/** `follow(group)` is called once they are there. */
	constructor(fields, follow = () => {}) {
		this.element = h("div", { class: "li-desk-part li-desk-fields" });
		this.group = new frappe.ui.FieldGroup({ fields, body: this.element, no_submit_on_enter: true });
		this.group.make();
		follow(this.group);
		// Frappe adds sections around them.
		this.fields = Object.values(this.group.fields_dict).filter((field) => field.set_value);
		// They tell of a change when they are left, and some of them later.
		for (const field of this.fields) {
			const own = field.df.onchange;
			field.df.onchange = (...given) => {
				if (own) own.apply(field, given);
				if (!this.is_writing) this.element.dispatchEvent(new Event("change", { bubbles: true }));
			};
		}
	}

	get values() {
		return this.group.get_values(true) || {};
	}

	read() {
		return Object.fromEntries(Object.entries(this.values).filter(([, value]) => value !== null && value !== ""));
	}

	async write(values) {
		this.is_writing = true;
		try {
			// One after the other: what is asked depends on what was answered.
			for (const { df } of this.fields) await this.group.set_value(df.fieldname, values[df.fieldname] ?? "");
		} finally {
			this.is_writing = false;
		}
	}

	mistake() {
		const missing = this.fields.filter((field) => field.df.reqd && !field.df.hidden && !field.get_value());
		return missing.length ? __("{0} is missing.", [missing.map((field) => __(field.df.label)).join(", ")]) : null;
	}

	focus() {
		this.fields[0].$input.trigger("focus");
	}
}
