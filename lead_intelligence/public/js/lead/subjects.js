// Subjects of interest: several of those that there are, in the place of the text that holds them.

import { chips } from "../conditions/chips";
import { matching } from "../conditions/combobox";
import { h } from "../elements";
import { ask } from "../server";

const FIELD = "li_subjects";
const SUBJECT = "Lead Subject";

/** Puts the choice into the field of the form, and brings it up to date when the field changes otherwise. */
export function show_subjects(frm) {
	const control = frm.fields_dict[FIELD];
	if (!control || !control.$input) return;
	control.li_subjects = control.li_subjects || new SubjectsInput(frm, control);
	control.li_subjects.show(frm.doc[FIELD] || "");
}

class SubjectsInput {
	constructor(frm, control) {
		this.frm = frm;
		this.known = null;
		this.place = h("div", { class: "li-subjects" });
		control.$input.attr({ tabindex: -1, "aria-hidden": "true" }).addClass("li-replaced").after(this.place);
	}

	show(text) {
		if (text === this.text && this.frm.doc.name === this.name) return;
		Object.assign(this, { text, name: this.frm.doc.name });
		this.draw();
		// To say which of them are not in the list, the list must be known.
		if (text) this.learn().then(() => text === this.text && !this.place.contains(document.activeElement) && this.draw());
	}

	draw() {
		const { name } = this;
		const input = chips({
			label: __("Subjects of Interest"),
			placeholder: __("Add a subject…"),
			values: this.text.split(/[,;\n]/).map((name) => name.trim()).filter(Boolean),
			suggest: (text) => this.suggest(text),
			shown: (name) => (this.is_known(name) ? name : __("{0} (not in the list)", [name])),
			// A new subject may be made when another lead has been opened.
			changed: (names) => name === this.frm.doc.name && this.set(names),
		});
		this.place.replaceChildren(input);
	}

	is_known(name) {
		return !this.known || this.known.some(({ value }) => value === name);
	}

	set(names) {
		this.text = names.join(", ");
		this.frm.set_value(FIELD, this.text);
	}

	async suggest(text) {
		await this.learn();
		const known = this.known || [];
		const found = matching(known.filter(({ disabled }) => !disabled), text);
		const is_there = known.some(({ value }) => value.toLowerCase() === text.toLowerCase());
		if (!text || is_there || !frappe.model.can_create(SUBJECT)) return found;
		return [...found, { value: text, label: __("Create the subject “{0}”", [text]), make: () => this.create(text) }];
	}

	/** The name of the new subject; undefined where it was refused, which the desk has told by then. */
	async create(subject) {
		const made = await Promise.resolve(frappe.db.insert({ doctype: SUBJECT, subject })).catch(() => undefined);
		this.known = null;
		await this.learn();
		return made && made.name;
	}

	async learn() {
		if (this.known) return;
		try {
			const subjects = await ask("qualification.subjects");
			this.known = subjects.map(({ subject, product_line, disabled }) => ({ value: subject, label: subject, hint: product_line, disabled }));
		} catch {
			// Nothing can be suggested now; the next look asks again.
		}
	}
}
