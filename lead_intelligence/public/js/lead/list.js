// Stage, score, grade and what is due in the list of leads, beside what ERPNext and others show there.

import { keep_ticking } from "./clock/list_ticking";
import { score_text } from "./figures";
import { learn_colours } from "./grade_colours";
import { grade_html } from "./list_pill";
import { mark_rows } from "./list_rows";
import { rescore_selected } from "./rescore";
import { offer_answers } from "./stage/bulk";
import { offer_views } from "./stage/list_filters";
import { stage_html } from "./stage/list_pill";

const FIELDS = [
	...["li_score", "li_grade", "li_scored_on", "li_scoring_model"],
	...["li_stage", "li_due_at", "li_clocks", "li_revisit_on"],
];

const formatters = {
	li_stage: (_value, _df, doc) => stage_html(doc),
	// There is no room for a column of its own on most screens, and much beside the grade.
	li_grade: (_value, _df, doc) => `${grade_html(doc)} <span class="li-beside-grade">${stage_html(doc)}</span>`,
	li_score: (_value, _df, doc) => (doc.li_scored_on ? score_html(doc) : ""),
};

function score_html(doc) {
	return `<span class="li-score" title="${__("Score")}">${frappe.utils.escape_html(score_text(doc.li_score))}</span>`;
}

function extended(settings) {
	if (settings.li_extended) return settings;
	const { onload, refresh } = settings;
	return Object.assign(settings, {
		li_extended: true,
		add_fields: [...new Set([...(settings.add_fields || []), ...FIELDS])],
		formatters: { ...formatters, ...settings.formatters },
		onload(listview) {
			if (onload) onload.call(this, listview);
			keep_marked(listview);
			offer_views(listview);
			if (!frappe.model.can_write("Lead")) return;
			offer_rescore(listview);
			offer_answers(listview);
		},
		refresh(listview) {
			if (refresh) refresh.call(this, listview);
			mark_rows(listview);
			keep_ticking(listview);
			learn_colours(() => mark_rows(listview));
		},
	});
}

/** Told that a lead was saved, Frappe draws the rows anew and calls no script. */
function keep_marked(listview) {
	const { render_list } = listview;
	listview.render_list = (...given) => {
		render_list.apply(listview, given);
		mark_rows(listview);
	};
}

function offer_rescore(listview) {
	listview.page.add_action_item(__("Re-score"), async () => {
		await rescore_selected(listview.get_checked_items(true));
		listview.clear_checked_items();
		// A list that was loaded in the last seconds takes the same question for a repetition and leaves it out.
		listview.last_args = null;
		listview.refresh();
	});
}

// ERPNext's script for this list, and any other, assigns an object of its own. Whichever comes when, it is extended.
let current = extended(frappe.listview_settings["Lead"] || {});
Object.defineProperty(frappe.listview_settings, "Lead", {
	configurable: true,
	enumerable: true,
	get: () => current,
	set(settings) {
		current = extended(settings || {});
	},
});
