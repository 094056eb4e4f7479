// Frappe draws the title of a dialog and the labels of its fields beside them, and ties neither to what it names: a screen reader would say
// "dialog" and "edit". In our dialogs they are tied.

const OURS = ".modal[class*=' li-']";
const watchers = new WeakMap();

$(document).on("show.bs.modal shown.bs.modal", OURS, ({ currentTarget: dialog }) => {
	name_dialog(dialog);
	name_fields(dialog);
	if (watchers.has(dialog)) return;
	// Frappe makes a field's input when it is first seen.
	const watcher = new MutationObserver(() => name_fields(dialog));
	watcher.observe(dialog.querySelector(".modal-body") || dialog, { childList: true, subtree: true });
	watchers.set(dialog, watcher);
});

$(document).on("hidden.bs.modal", OURS, ({ currentTarget: dialog }) => {
	if (watchers.has(dialog)) watchers.get(dialog).disconnect();
	watchers.delete(dialog);
});

function name_dialog(dialog) {
	if (dialog.hasAttribute("aria-label") || dialog.hasAttribute("aria-labelledby")) return;
	const title = dialog.querySelector(".modal-title");
	if (title) dialog.setAttribute("aria-labelledby", id_of(title));
}

function name_fields(dialog) {
	for (const control of dialog.querySelectorAll(".frappe-control[data-fieldname]")) {
		const label = control.querySelector(".control-label, .label-area");
		if (!label || !label.textContent.trim()) continue;
		for (const input of control.querySelectorAll("input, select, textarea, [contenteditable='true']")) {
			if (input.closest(".frappe-control") !== control || is_named(input)) continue;
			// The editor of formatted texts is a box without a role.
			if (input.isContentEditable && !input.hasAttribute("role")) input.setAttribute("role", "textbox");
			input.setAttribute("aria-labelledby", id_of(label));
		}
	}
}

const is_named = (input) => input.hasAttribute("aria-label") || input.hasAttribute("aria-labelledby") || Boolean(input.labels && input.labels.length);

function id_of(element) {
	if (!element.id) element.id = `li-name-${frappe.utils.get_random(8)}`;
	return element.id;
}
