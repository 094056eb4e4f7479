// The panel on the form of a lead. It shows the score as of now, which time may have moved since it was stored.

import { h } from "../elements";
import { try_another } from "../trial/offer";
import { AskedPanel } from "./asked_panel";
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

export class ScorePanel extends AskedPanel {
	/** `rescore` stores the present score; null for people who may not. */
	constructor(frm, rescore) {
		super(frm, "li_panel", __("Lead Score"), "li-panel");
		this.rescore = rescore;
	}

	ask = panel_of;
	loading = loading;
	failed = failed;
	unsaved = unsaved;

	mark_unsaved() {
		this.mark_unsaved_after(".li-head", unsaved_notice);
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
		return touches(this.frm, () => this.touched());
	}

	/** A touch may have answered the lead, too. */
	touched() {
		this.refresh();
		if (this.frm.li_clocks) this.frm.li_clocks.refresh();
	}

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
