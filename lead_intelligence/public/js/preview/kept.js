// The previews that are kept with a model.

import { h } from "../elements";
import { compared_text, settings_text } from "./about";
import { block, button, stacking_table } from "./block";
import { compare_dialog } from "./compare";
import { count, minute, NOTHING, plain } from "./figures";
import { is_done, is_unfinished, remove } from "./store";

/** `show(name)` shows another one, `changed()` is called when one is gone. */
export function kept_previews(previews, shown, { model, may_delete, show, changed }) {
	const kept = previews.filter((one) => !is_unfinished(one));
	if (!kept.length) return null;
	const columns = [
		{ label: __("Preview") },
		{ label: __("Leads"), style: "li-number" },
		{ label: __("Change grade"), style: "li-number" },
		{ label: __("AUC now"), style: "li-number" },
		{ label: __("AUC of this model"), style: "li-number" },
		{ label: "", style: "li-end" },
	];
	const rows = kept.map((one) => [
		name_of(one, shown),
		one.leads === null ? NOTHING : count(one.leads),
		one.changed === null || !one.compared_with ? NOTHING : count(one.changed),
		plain(one.auc_old),
		plain(one.auc_new),
		h(
			"div",
			{ class: "li-actions" },
			is_done(one) && one !== shown && button(__("Show"), () => show(one.name)),
			is_done(one) && button(__("Compare with…"), () => compare_dialog(one, kept.filter(is_done), model)),
			may_delete && button(__("Delete"), () => ask_to_delete(one, changed))
		),
	]);
	return block(
		__("Kept previews"),
		count(kept.length),
		stacking_table("li-kept", columns, rows, __("Kept previews"))
	);
}

function name_of(one, shown) {
	const when = minute(one.finished_at || one.started_at);
	return h(
		"div",
		{},
		h(
			"div",
			{},
			when || __(one.status),
			one === shown && h("span", { class: "li-group" }, __("shown above")),
			one.stale && h("span", { class: "li-group" }, __("model changed since")),
			!is_done(one) && h("span", { class: "li-group" }, __(one.status))
		),
		h("div", { class: "li-quiet li-small" }, [compared_text(one), settings_text(one)].join(" · "))
	);
}

function ask_to_delete(one, changed) {
	frappe.confirm(__("Delete this preview? Its figures are lost; leads and the model stay as they are."), async () => {
		await remove(one.name);
		changed();
	});
}
