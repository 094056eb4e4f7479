// What the panels on the form of a lead have in common: each asks the server, says that it waits or failed, and draws
// the answer.

import { h } from "../elements";

export class AskedPanel {
	/** Whoever extends this says how to ask and what to draw: `ask`, `content`, `loading`, `failed`, `unsaved`. */
	constructor(frm, fieldname, label, name) {
		this.frm = frm;
		this.lead = null;
		this.leave = [];
		this.root = h("section", { class: name, "aria-label": label, tabindex: "-1" });
		this.put(frm.fields_dict[fieldname].$wrapper);
		frm.$wrapper.on("dirty", () => this.mark_unsaved());
	}

	put(wrapper) {
		wrapper.empty().append(this.root);
	}

	async refresh() {
		const lead = this.frm.is_new() ? null : this.frm.doc.name;
		if (lead === null || lead !== this.lead) this.draw(() => (lead === null ? this.unsaved() : this.loading()));
		this.lead = lead;
		if (lead === null) return;
		this.root.setAttribute("aria-busy", "true");
		const request = (this.request = this.ask(lead));
		let content;
		try {
			const data = await request;
			content = () => this.content(data);
		} catch (error) {
			content = () => this.failed(error.message, () => this.retry());
		}
		// Another lead may have been opened, or the same one saved, while this answer was under way.
		if (request !== this.request || lead !== this.lead) return;
		this.draw(content);
		this.root.removeAttribute("aria-busy");
		this.mark_unsaved();
	}

	retry() {
		this.lead = null;
		return this.refresh();
	}

	draw(content) {
		this.leave.splice(0).forEach((undo) => undo());
		const was_inside = this.root.contains(document.activeElement);
		this.root.replaceChildren(...[content()].flat(Infinity).filter(Boolean));
		// Whoever works with the keyboard goes on where they were, not at the top of the page.
		if (was_inside) this.root.focus({ preventScroll: true });
	}

	/** Shows `notice()` after the element of that class for as long as the form has changes that are not saved. */
	mark_unsaved_after(selector, notice) {
		const shown = this.root.querySelector(".li-unsaved");
		const head = this.root.querySelector(selector);
		const unsaved_changes = this.frm.is_dirty() && !this.frm.is_new() && head;
		if (!unsaved_changes && shown) shown.remove();
		if (unsaved_changes && !shown) head.after(h("div", { class: "li-unsaved" }, notice()));
	}

	on_leave = (undo) => this.leave.push(undo);
}
