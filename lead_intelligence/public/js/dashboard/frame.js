// The places in which the parts of the dashboard stand, so that nothing moves when one of them answers later than another.

import { h } from "../elements";
import { PARTS } from "./store";

const ROWS = [...new Set(Object.values(PARTS).map(({ row }) => row))];
const bones = (number, style) => Array.from({ length: number }, () => h("div", { class: `li-board-bone ${style}` }));
const place_of = (part, kind) => h("div", { class: "li-board-place", "data-part": part, "data-kind": kind });

export class Frame {
	constructor() {
		this.top = h("div", { class: "li-board-top" });
		this.alarms = h("div", { class: "li-board-part" });
		this.notes = h("div", { class: "li-board-part li-board-notes" });
		this.cards = Object.fromEntries(Object.keys(PARTS).map((part) => [part, h("ul", { class: "li-board-place", "data-part": part })]));
		this.charts = Object.fromEntries(Object.keys(PARTS).map((part) => [part, place_of(part, "charts")]));
		this.element = h("div", { class: "li-board-body" }, this.top, this.alarms, ROWS.map((row) => this.row(row)), this.notes, h("div", { class: "li-board-charts" }, Object.values(this.charts)));
	}

	row(row) {
		const parts = Object.keys(PARTS).filter((part) => PARTS[part].row === row && PARTS[part].cards);
		return h("div", { class: "li-board-cards", "data-row": row }, parts.map((part) => this.cards[part]));
	}

	/** What is not known yet. */
	loading(part) {
		this.cards[part].replaceChildren(...bones(PARTS[part].cards, "li-bone-card").map((bone) => h("li", { "aria-hidden": "true" }, bone)));
		this.charts[part].replaceChildren(...bones(PARTS[part].charts, "li-bone-chart"));
	}

	clear() {
		for (const place of [this.top, this.alarms, this.notes, ...Object.values(this.cards), ...Object.values(this.charts)]) place.replaceChildren();
	}
}
