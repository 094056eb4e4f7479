// The dialog that sets a condition without code.

import { h } from "../elements";
import { GroupBox } from "./group_box";
import { LiveCheck } from "./live_check";
import { reading } from "./reading";
import { read, write } from "./tree";
import { Vocabulary } from "./vocabulary";

/** Shows the condition `json` of the rule `title`; `save({ condition, sentence })` is called when it was confirmed. `source`:
 * who knows the vocabulary and checks conditions. `clear`: with a label and an action, a way to do without any. */
export async function edit_condition({ title, json, save, closed, source, clear = null }) {
	const vocabulary = await Vocabulary.load(source);
	if (!vocabulary) return;
	const { tree, unreadable } = tree_of(json);
	const before = JSON.stringify(write(tree));
	const check = new LiveCheck(tree, vocabulary, source);
	const editor = new GroupBox(tree, vocabulary, { depth: 1, changed: check.soon, remove: null });
	const dialog = dialog_with([unreadable, editor.element, check.element], {
		title: title_of(title),
		// A click beside the dialog must not throw away what was set up in it.
		static: true,
		primary_action_label: __("OK"),
		primary_action: confirm,
		secondary_action_label: __("Cancel"),
		secondary_action: leave,
		on_page_show: () => editor.focus(),
		on_hide: closed,
	});
	dialog.$wrapper.on("keydown", escape);
	if (clear && json) dialog.add_custom_action(clear.label, without);
	dialog.show();
	check.now();

	function without() {
		dialog.hide();
		clear.action();
	}

	async function confirm() {
		const confirmed = JSON.stringify(write(tree));
		if (json && !unreadable && confirmed === before) return dialog.hide();
		const accepted = await check.now();
		// Meanwhile it may have been left, or something else been entered, which is to be confirmed anew.
		if (!dialog.is_visible || JSON.stringify(write(tree)) !== confirmed) return;
		if (accepted) {
			dialog.hide();
			save(accepted);
		} else {
			editor.element.classList.add("li-show-incomplete");
			check.element.scrollIntoView({ block: "nearest" });
		}
	}

	function leave() {
		if (JSON.stringify(write(tree)) === before) dialog.hide();
		else frappe.confirm(__("Discard the changes to this condition?"), () => dialog.hide());
	}

	function escape(event) {
		if (event.key !== "Escape" || event.target.closest(".awesomplete")) return;
		event.stopPropagation();
		leave();
	}
}

/** Shows a condition that cannot be changed. */
export async function show_condition({ title, json, sentence, source }) {
	const vocabulary = await Vocabulary.load(source);
	if (!vocabulary) return;
	const { tree, unreadable } = tree_of(json);
	const words = tree.bare ? null : h("div", { class: "li-check li-check-good" }, sentence);
	dialog_with([unreadable || reading(tree, vocabulary), words], { title: title_of(title) }).show();
}

function dialog_with(content, options) {
	const field = { fieldtype: "HTML", fieldname: "condition" };
	const dialog = new frappe.ui.Dialog({ size: "large", no_focus: true, fields: [field], ...options });
	dialog.get_field("condition").$wrapper.append(content.filter(Boolean));
	dialog.$wrapper.addClass("li-condition-dialog").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	return dialog;
}

function tree_of(json) {
	try {
		return { tree: read(json), unreadable: null };
	} catch {
		const words = __("The stored condition cannot be read. Set it again; until you press OK it stays as it is.");
		const notice = h("div", { class: "li-notice li-notice-warning" }, h("div", {}, words, h("code", {}, json)));
		return { tree: read(""), unreadable: notice };
	}
}

// A dialog takes its title as markup, and a rule may be called anything.
function title_of(rule) {
	return frappe.utils.escape_html(rule ? __("Condition of “{0}”", [rule]) : __("Condition"));
}
