// The tab that tells what a model would change: what to begin with, what runs, what was found, what is kept.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { failed, loading } from "../lead/without_score";
import { BeginForm } from "./begin_form";
import { kept_previews } from "./kept";
import { found } from "./result";
import { Running, ended_badly } from "./running";
import { is_done, is_unfinished, previews_of, result_of } from "./store";

export class ImpactPanel {
	constructor(frm) {
		this.frm = frm;
		this.model = null;
		this.root = h("div", { class: "li-panel li-impact" });
		this.begin_form = new BeginForm(frm, (preview) => this.refresh(preview));
		this.running = new Running((preview) => this.refresh(preview));
	}

	/** Asks the server what there is. `chosen`: the preview to show, else the one that is shown already. */
	async refresh(chosen = null) {
		const { frm } = this;
		this.running.leave();
		if (frm.is_new()) {
			this.model = null;
			return this.draw(
				h("p", { class: "li-quiet" }, __("Save the model first. Then it can be tried on past leads here."))
			);
		}
		const model = frm.doc.name;
		if (model !== this.model) {
			this.chosen = null;
			this.begin_form.forget();
			this.draw(loading());
		}
		this.model = model;
		if (chosen) this.chosen = chosen;
		const request = (this.request = previews_of(model));
		// Another model may have been opened while an answer was under way.
		const is_latest = () => request === this.request && model === this.frm.doc.name;
		const content = await request.then((known) => is_latest() && this.content(known)).catch((error) => this.failure(error));
		if (is_latest()) this.draw(content);
	}

	draw(...content) {
		this.root.replaceChildren(...content.flat(Infinity).filter(Boolean));
	}

	failure(error) {
		return failed(error.message, () => this.refresh());
	}

	async content(known) {
		const { previews } = known;
		const running = previews.find(is_unfinished);
		const [newest] = previews;
		const shown = previews.find((one) => one.name === this.chosen && is_done(one)) || previews.find(is_done);
		const lately_failed = newest && !is_done(newest) && !is_unfinished(newest) ? newest : null;
		if (running) this.running.follow(running, this.model, known);
		return [
			known.may_begin && this.begin_form.show(known, running, Boolean(previews.length)),
			running && this.running.element,
			lately_failed && (await ended_badly(lately_failed)),
			shown && (await this.result(shown, known)),
			kept_previews(previews, shown, {
				model: this.model,
				may_delete: frappe.model.can_delete("Lead Scoring Preview"),
				show: (preview) => this.refresh(preview).then(() => this.root.scrollIntoView({ block: "start" })),
				changed: () => this.refresh(),
			}),
		];
	}

	async result(row, known) {
		const { comparison, inputs, preview } = await result_of(row.name);
		const again = known.may_begin && (() => this.begin_form.begin());
		return h(
			"article",
			{ class: "li-found", "aria-label": __("What the preview found") },
			row.stale && changed_since(again),
			found({ comparison, inputs, preview, is_live: known.live === this.model })
		);
	}
}

function changed_since(again) {
	return notice(
		"warning",
		__("The model was changed since this preview, so its figures are those of the model as it was."),
		again &&
			h(
				"button",
				{ type: "button", class: "btn btn-xs btn-default li-again", onclick: again },
				__("Preview Again")
			)
	);
}
