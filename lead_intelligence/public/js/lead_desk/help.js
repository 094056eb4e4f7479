// The keys of the queue in a dialog.

import { h } from "../elements";

/** `article`: the chosen row, whose actions are named, or null. */
export function show_keys(article) {
	const actions = article ? article.li_actions.filter(({ shortcut }) => shortcut) : [];
	const rows = [
		[["j", "↓"], __("Next lead")],
		[["k", "↑"], __("Previous lead")],
		[[__("Enter")], __("What is to be done")],
		...actions.map(({ shortcut, label }) => [[shortcut], label]),
		[["w"], __("Why Here?")],
		[["u"], __("Undo a snooze")],
		[["?"], __("This help")],
	];
	const list = h("dl", { class: "li-desk-keys" }, rows.map(([keys, words]) => h("div", {}, h("dt", {}, keys.map((key) => h("kbd", {}, key))), h("dd", {}, words))));
	const dialog = new frappe.ui.Dialog({ title: __("Keys of the Queue") });
	dialog.$body.append(h("p", { class: "li-quiet" }, __("They work while the focus is in the queue.")), list);
	dialog.$wrapper.addClass("li-desk-dialog").one("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
}
