// The workbench of a model: what each of its rules matched among past leads, and what that suggests.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { failed, loading } from "../lead/without_score";
import { compared_text, settings_text } from "../preview/about";
import { button } from "../preview/block";
import { leads_text, minute } from "../preview/figures";
import { is_done, previews_of, result_of } from "../preview/store";
import { RuleTable } from "./rule_table";
import { grade_suggestions } from "./suggestions";

export class WorkbenchPanel {
	/** `to_preview` leads to the tab in which a preview is begun. */
	constructor(frm, to_preview) {
		this.frm = frm;
		this.to_preview = to_preview;
		this.shown = null;
		this.root = h("div", { class: "li-panel li-workbench" });
	}

	async refresh() {
		const { frm } = this;
		const model = frm.is_new() ? null : frm.doc.name;
		if (!model) return this.draw(this.empty());
		if (model !== this.model) this.draw(loading());
		if (model !== this.model) this.shown = null;
		this.model = model;
		const request = (this.request = newest_result(model));
		const content = await request
			.then((found) => () => this.content(found))
			.catch((error) => () => failed(error.message, () => this.refresh()));
		if (request !== this.request || model !== this.frm.doc.name) return;
		this.draw(content());
	}

	draw(...content) {
		this.root.replaceChildren(...content.flat(Infinity).filter(Boolean));
	}

	content(found) {
		if (!found) {
			this.shown = null;
			return this.empty();
		}
		const { row, comparison } = found;
		// Whoever comes back to the tab finds the rules in the order in which they were left.
		if (!this.shown || this.shown.preview !== row.name) {
			this.shown = { preview: row.name, table: new RuleTable(comparison) };
		}
		return [
			row.stale &&
				notice(
					"warning",
					__("The model was changed since the preview that these figures come from."),
					button(__("Preview Again"), this.to_preview, "default", {
						class: "btn btn-xs btn-default li-again",
					})
				),
			h("p", { class: "li-quiet" }, origin(row, comparison)),
			grade_suggestions(comparison.suggestions),
			this.shown.table.element,
		];
	}

	empty() {
		return h(
			"div",
			{ class: "li-empty" },
			h(
				"p",
				{},
				__(
					"The workbench shows for each rule how many past leads match it, how they converted and which other rules match the same ones, and suggests what to change. Its figures come from a preview, and there is none yet."
				)
			),
			button(__("Go to the preview"), this.to_preview, "primary")
		);
	}
}

async function newest_result(model) {
	const { previews } = await previews_of(model);
	const row = previews.find(is_done);
	return row ? { row, ...(await result_of(row.name)) } : null;
}

function origin(row, comparison) {
	const preview = __("From the preview of {0}", [minute(row.finished_at)]);
	return [preview, leads_text(comparison.leads), compared_text(row), settings_text(row)].join(" · ");
}
