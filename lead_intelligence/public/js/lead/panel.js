// The panel on the form of a lead. It shows the score as of now, which time may have moved since it was stored.

import { h } from "../elements";
import { try_another } from "../trial/offer";
import { distance } from "./distance";
import { ago } from "./figures";
import { grade_pill } from "./grade_pill";
import { halves } from "./halves";
import { history } from "./history";
import { best_advice, improvements } from "./improvements";
import { disqualified_notice, stopped_notice, stored_notice, unsaved_notice } from "./notices";
import { open_questions } from "./open_questions";
import { panel_of } from "./panel_request";
import { reasons } from "./reasons";
import { band_legend, score_picture } from "./score_picture";
import { touches } from "./touches";
import { failed, loading, no_model, switched_off, unsaved } from "./without_score";

export class ScorePanel {
	/** `rescore` stores the present score; null for people who may not. */
	constructor(frm, rescore) {
		this.frm = frm;
		this.rescore = rescore;
		this.lead = null;
		this.leave = [];
		this.root = h("section", { class: "li-panel", "aria-label": __("Lead Score") });
		frm.fields_dict.li_panel.$wrapper.empty().append(this.root);
		frm.$wrapper.on("dirty", () => this.mark_unsaved());
	}

	async refresh() {
		const lead = this.frm.is_new() ? null : this.frm.doc.name;
		if (lead === null || lead !== this.lead) this.draw(lead === null ? unsaved : loading);
		this.lead = lead;
		if (lead === null) return;
		this.root.setAttribute("aria-busy", "true");
		const request = (this.request = panel_of(lead));
		let content;
		try {
			const data = await request;
			content = () => this.content(data);
		} catch (error) {
			content = () => failed(error.message, () => this.retry());
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
		this.root.replaceChildren(...[content()].flat().filter(Boolean));
	}

	mark_unsaved() {
		const shown = this.root.querySelector(".li-unsaved");
		const head = this.root.querySelector(".li-head");
		const unsaved_changes = this.frm.is_dirty() && !this.frm.is_new() && head;
		if (!unsaved_changes && shown) shown.remove();
		if (unsaved_changes && !shown) head.after(h("div", { class: "li-unsaved" }, unsaved_notice()));
	}

	content(score) {
		if (score.state === "off") return [switched_off(score.stored), this.touches(), history(score, this.on_leave)];
		if (score.state === "no model") return [no_model(score.company, score.stored), try_another(this.frm), this.touches(), history(score, this.on_leave)];
		return [
			this.head(score),
			halves(score),
			h("div", {}, disqualified_notice(score), stopped_notice(score), stored_notice(score, Boolean(this.rescore), this.rescore)),
			h(
				"div",
				{ class: "li-folds" },
				h("div", {}, reasons(score)),
				h("div", {}, improvements(this.frm, score), open_questions(this.frm, score))
			),
			this.touches(),
			history(score, this.on_leave),
		];
	}

	touches() {
		return touches(this.frm, () => this.refresh());
	}

	on_leave = (undo) => this.leave.push(undo);

	head(score) {
		return h(
			"div",
			{ class: "li-head" },
			score_picture(score),
			h(
				"div",
				{ class: "li-headline" },
				h("div", { class: "li-first-line" }, grade_pill(score.grade, score.colour), h("strong", {}, distance(score))),
				best_advice(this.frm, score),
				band_legend(score, score.grade),
				h("div", { class: "li-quiet li-origin" }, origin(score), try_another(this.frm))
			)
		);
	}
}

/** Which version of which model says so, and since when. */
function origin(score) {
	const name = `${score.model_title} · ${score.model}`;
	const model = frappe.model.can_read("Lead Scoring Model")
		? h("a", { href: frappe.utils.get_form_link("Lead Scoring Model", score.model) }, name)
		: name;
	const { scored_on } = score.stored;
	if (!scored_on) return model;
	const when = h("span", { title: frappe.datetime.str_to_user(scored_on) }, __("Scored {0}", [ago(scored_on)]));
	return [when, " · ", model];
}
