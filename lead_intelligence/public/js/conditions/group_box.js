// A group of conditions: whether all or any of them must hold, its parts, and buttons to add to it.

import { h, icon } from "../elements";
import { ComparisonRow } from "./comparison_row";
import { DEEPEST, is_group, new_comparison, new_group } from "./tree";

export class GroupBox {
	/** `depth` is 1 for the outermost. `remove` is null for it. */
	constructor(group, vocabulary, { depth, changed, remove }) {
		Object.assign(this, { group, vocabulary, depth, changed });
		this.parts = h("div", { class: "li-parts" });
		this.element = h(
			"div",
			{ class: `li-group-box li-depth-${depth}`, role: "group", "aria-label": __("Group of conditions") },
			this.head(remove),
			this.parts,
			this.foot()
		);
		this.draw();
	}

	head(remove) {
		const joints = [
			["all", __("All of these must hold")],
			["any", __("One of these is enough")],
		].map(([joint, label]) => h("option", { value: joint, selected: joint === this.group.joint }, label));
		const picked = (event) => {
			this.group.joint = event.target.value;
			this.draw_joints();
			this.changed();
		};
		return h(
			"div",
			{ class: "li-group-head" },
			h("select", { class: "form-control", "aria-label": __("How they count"), onchange: picked }, joints),
			remove &&
				h(
					"button",
					{ type: "button", class: "btn btn-default btn-xs li-remove-group", onclick: remove },
					icon("close", "xs"),
					__("Remove Group")
				)
		);
	}

	foot() {
		const button = (label, make) =>
			h(
				"button",
				{ type: "button", class: "btn btn-default btn-xs", onclick: () => this.add(make()) },
				icon("add", "xs"),
				label
			);
		return h(
			"div",
			{ class: "li-group-foot" },
			button(__("Add Condition"), new_comparison),
			// Below the deepest group there must still be room for its comparisons.
			this.depth < DEEPEST - 1 && button(__("Add Group"), new_group)
		);
	}

	add(part) {
		this.group.parts.push(part);
		this.draw();
		this.changed();
		this.rows[this.rows.length - 1].focus();
	}

	remove(part) {
		this.group.parts.splice(this.group.parts.indexOf(part), 1);
		if (!this.group.parts.length) this.group.parts.push(new_comparison());
		this.draw();
		this.changed();
		this.element.querySelector(":scope > .li-group-foot button").focus();
	}

	draw() {
		this.rows = this.group.parts.map((part) => {
			const remove = () => this.remove(part);
			if (!is_group(part)) return new ComparisonRow(part, this.vocabulary, { changed: this.changed, remove });
			return new GroupBox(part, this.vocabulary, { depth: this.depth + 1, changed: this.changed, remove });
		});
		this.parts.replaceChildren(...this.rows.map((row) => h("div", { class: "li-part" }, row.element)));
		this.draw_joints();
	}

	/** The word between two parts. */
	draw_joints() {
		const word = this.group.joint === "all" ? __("and") : __("or");
		[...this.parts.children].forEach((part, place) => {
			if (place) part.dataset.joint = word;
		});
	}

	focus() {
		this.rows[0].focus();
	}
}
