// The tab that holds two versions against each other: what they say differently, and how many leads that would move.

import { h } from "../../elements";
import { message } from "../../lead/without_score";
import { scope_text } from "../around";
import { versions_for } from "../store";
import { differences } from "./differences";
import { MovesBlock } from "./moves";

export class ComparePanel {
	constructor(frm) {
		this.frm = frm;
		this.root = h("div", { class: "li-panel li-compare-versions" });
		this.differences = h("div", {});
		this.moves = new MovesBlock(frm);
	}

	async refresh() {
		const { name } = this.frm.doc;
		this.moves.leave();
		if (this.frm.is_new() || name !== this.shown) this.root.replaceChildren();
		this.shown = name;
		if (this.frm.is_new()) return;
		const request = (this.request = versions_for(name));
		const known = await request.catch((error) => error);
		if (request !== this.request || name !== this.frm.doc.name) return;
		if (known instanceof Error) return this.root.replaceChildren(this.failed(known));
		this.draw(known);
	}

	failed({ message: reason }) {
		const retry = h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => this.refresh() }, __("Try Again"));
		return message(__("The versions could not be loaded."), reason, retry);
	}

	draw(known) {
		const { doc } = this.frm;
		const choices = [
			...(doc.status === "Live" ? [] : [["", __("What is live now")]]),
			...known.versions.map((version) => [version.name, called(version)]),
		];
		if (!choices.length) {
			const words = __("There is no other version of this company to compare with.");
			return this.root.replaceChildren(h("p", { class: "li-quiet" }, words));
		}
		const kept = choices.some(([value]) => value === this.chosen) ? this.chosen : null;
		const chosen = kept ?? known.suggested ?? choices[0][0];
		const options = choices.map(([value, label]) => h("option", { value, selected: value === chosen }, label));
		const select = h("select", { class: "form-control", onchange: () => this.show(select.value, known) }, options);
		this.root.replaceChildren(
			h("label", { class: "li-choice" }, h("span", {}, __("Compare with")), select),
			this.differences,
			this.moves.element
		);
		this.show(chosen, known);
	}

	show(before, known) {
		this.chosen = before;
		differences(this.differences, this.frm.doc.name, before || known.suggested);
		this.moves.show(before, known.may_compare);
	}
}

function called(version) {
	return [version.title, version.name, scope_text(version), __(version.status)].join(" · ");
}
