// What a preview is to look at, and the button that begins it.

import { h } from "../elements";
import { begin } from "./store";

export class BeginForm {
	/** `begun` is called with the name of the preview. */
	constructor(frm, begun) {
		this.frm = frm;
		this.begun = begun;
		this.since = control("Date", "newer_than", __("Judge on leads created since"));
		this.days = control("Int", "lost_after_days", __("Leads without an outcome count as lost after … days"));
		this.button = h("button", { type: "button", class: "btn btn-sm btn-primary", onclick: () => this.begin() });
		this.explanation = h("div", { class: "li-explanation" });
		this.element = h(
			"div",
			{ class: "li-begin" },
			this.explanation,
			h("div", { class: "li-begin-row" }, this.since.holder, this.days.holder, this.button)
		);
	}

	/** Another model is shown: what was entered for the one before does not hold for it. */
	forget() {
		this.entered = false;
	}

	show(known, running, any) {
		if (!this.entered) {
			const last = known.previews[0] || known.defaults;
			this.since.input.set_value(last.newer_than);
			this.days.input.set_value(last.lost_after_days);
			this.entered = true;
		}
		this.button.disabled = Boolean(running);
		this.button.textContent = __("Preview impact");
		this.element.classList.toggle("li-first-time", !any);
		this.explanation.replaceChildren(...(any ? [] : explained(known.live === this.frm.doc.name)));
		return this.element;
	}

	async begin() {
		if (this.frm.is_dirty()) {
			frappe.msgprint({
				title: __("Save First"),
				message: __("The preview looks at the model as it was saved. Save it, then preview."),
				indicator: "orange",
			});
			return;
		}
		const answer = await begin({
			model: this.frm.doc.name,
			newer_than: this.since.input.get_value() || null,
			lost_after_days: this.days.input.get_value(),
		});
		if (!answer) return;
		if (answer.already_running) {
			frappe.show_alert({ message: __("A preview of this model is running already."), indicator: "blue" });
		}
		this.begun(answer.preview);
	}
}

function explained(is_live) {
	const first = is_live
		? __(
				"A preview scores all past leads with this version and shows how its grades, rules and outcomes fit together."
		  )
		: __(
				"A preview scores all past leads with this model beside the live one, and shows which leads would change grade and whether the new grades would have told won from lost leads better."
		  );
	return [h("p", {}, first, " ", __("It runs in the background and writes nothing to leads."))];
}

function control(fieldtype, fieldname, label) {
	const holder = h("div", { class: `li-control li-${fieldname}` });
	const input = frappe.ui.form.make_control({
		df: { fieldtype, fieldname, label },
		parent: holder,
		render_input: true,
	});
	// Frappe does not tie the label to it.
	input.$input.attr("aria-label", label);
	return { holder, input };
}
