// How many of the present leads would stand elsewhere: counted in the background, shown with the time of the count.

import { h } from "../../elements";
import { notice } from "../../lead/notices";
import { block, button } from "../../preview/block";
import { count, leads_text, minute } from "../../preview/figures";
import { count_moves, moves_of, stop_moves } from "../store";
import { moves_matrix } from "./moves_matrix";

const EACH = 1500;
const UNFINISHED = ["Waiting", "Running"];

export class MovesBlock {
	constructor(frm) {
		this.frm = frm;
		this.content = h("div", { class: "li-moves-content" });
		const note = __("All leads of the company that this version is for, as they are now. Nothing is changed.");
		this.element = block(__("How many leads would move"), note, this.content);
	}

	leave() {
		clearTimeout(this.timer);
	}

	/** `before`: the version to compare with, blank for what is live. */
	show(before, may_count) {
		Object.assign(this, { before, may_count });
		this.content.replaceChildren();
		return this.look();
	}

	async look() {
		this.leave();
		const [definition, before] = [this.frm.doc.name, this.before];
		const known = await moves_of(definition, before).catch((error) => ({ status: "Failed", problem: error.message }));
		if (definition !== this.frm.doc.name || before !== this.before) return;
		this.content.replaceChildren(...this.drawn(known).filter(Boolean));
		// Whoever comes back to the tab asks anew.
		if (UNFINISHED.includes(known.status) && this.element.offsetParent) this.timer = setTimeout(() => this.look(), EACH);
	}

	drawn(known) {
		const { status, figures } = known;
		if (UNFINISHED.includes(status)) return [this.progress(known)];
		return [
			status === "Failed" && notice("danger", known.problem || __("The leads could not be counted.")),
			status === "Stopped" && notice("info", __("Counting was stopped.")),
			status === "Done" && known.changed_since && notice("warning", __("This version was changed since, so count again.")),
			status === "Done" && result(known, figures),
			this.may_count && this.begin_button(status),
			!this.may_count && !status && h("p", { class: "li-quiet" }, __("Nobody has counted yet. Whoever may change the definition can.")),
		];
	}

	begin_button(status) {
		const label = status ? __("Count Again") : __("Count the Leads");
		const begin = async () => {
			if (this.frm.is_dirty()) return frappe.msgprint(__("Save the definition first: what is counted is what is stored."));
			await count_moves(this.frm.doc.name, this.before);
			return this.look();
		};
		return h("div", { class: "li-moves-begin" }, button(label, begin, status ? "default" : "primary"));
	}

	progress({ status, done, total, waiting_too_long }) {
		const waits = status === "Waiting" || !total;
		const words = waits ? __("The count is about to begin…") : __("{0} of {1} leads", [count(done), count(total)]);
		const width = waits ? "" : `width: ${Math.min(100, (100 * done) / total)}%`;
		const track = { class: waits ? "li-progress li-waits" : "li-progress", role: "progressbar", "aria-valuemin": 0 };
		const stop = async () => {
			await stop_moves(this.frm.doc.name, this.before);
			this.look();
		};
		return h(
			"div",
			{ class: "li-running" },
			h("div", { class: "li-running-line" }, h("span", { role: "status" }, words), this.may_count && button(__("Stop"), stop)),
			h(
				"div",
				{ ...track, "aria-label": __("Progress of the count"), "aria-valuemax": total || 1, "aria-valuenow": done || 0 },
				h("div", { class: "li-progress-bar", style: width })
			),
			waiting_too_long && notice("warning", __("No background worker has taken it up for more than a minute. Ask your administrator whether workers are running."))
		);
	}
}

function result({ finished_at }, figures) {
	return h(
		"div",
		{},
		h("p", { class: "li-headline-sentence" }, headline(figures)),
		h("p", { class: "li-quiet" }, [...details(figures), __("Counted on {0}.", [minute(finished_at)])].join(" ")),
		figures.leads > 0 && h("div", { class: "li-scroll", tabindex: 0, role: "group", "aria-label": __("From which stage to which") }, moves_matrix(figures.cells))
	);
}

function headline({ leads, moved }) {
	if (!leads) return __("No lead of the company is one that this version is for.");
	if (!moved) return __("No lead would stand elsewhere.");
	return moved === 1
		? __("1 of {0} would stand elsewhere.", [leads_text(leads)])
		: __("{0} of {1} would stand elsewhere.", [count(moved), leads_text(leads)]);
}

function details({ moved, risen, handed_over, failed }) {
	return [
		moved > 0 && __("{0} of them further up.", [count(risen)]),
		handed_over === 1 && __("1 would be handed over to sales."),
		handed_over > 1 && __("{0} would be handed over to sales.", [count(handed_over)]),
		failed > 0 && __("{0} could not be judged; the error log says why.", [count(failed)]),
	].filter(Boolean);
}
