// A dialog of the desk. What is typed in it is kept from the first letter on, whatever closes it, until it is sent; where the server refuses,
// the dialog stays with its sentence.

import { h } from "../../elements";
import { moment_text } from "../../lead/stage/when";
import { draft_of, forget_draft, keep_draft } from "../drafts";
import { outbox } from "../outbox";
import { of_milliseconds } from "./zones";

export class Window {
	/** `parts`: by name, in their order: { element, read(), write(value), mistake(), focus() }. `sent()` gives what is sent: { method, args, what,
	 * words }; `done(answer)` what is told then. `keys(event)` says whether it took a key, where no
	 * text is typed. `before` stands above the parts. */
	constructor({ row, desk, key, title, primary, parts, sent, done, keys = () => false, before = null, is_wide = false }) {
		Object.assign(this, { row, desk, key, parts, sent, done, keys });
		this.is_sending = false;
		this.notice = h("div", { class: "li-desk-draft", hidden: true });
		this.problem = h("p", { class: "li-problem li-desk-problem", role: "alert", hidden: true });
		this.content = h("div", { class: "li-desk-window-content" }, this.notice, h("p", { class: "li-desk-about" }, row.why), before, Object.values(parts).map(({ element }) => element), this.problem);
		this.primary = primary;
		this.dialog = this.make(title, is_wide);
		this.empty = JSON.stringify(this.read());
		this.give_back();
	}

	make(title, is_wide) {
		const dialog = new frappe.ui.Dialog({
			title: frappe.utils.escape_html(title),
			size: is_wide ? "large" : null,
			animate: false,
			no_focus: true,
			no_submit_on_enter: true,
			primary_action_label: this.primary,
			primary_action: () => this.send(),
			secondary_action_label: __("Close"),
			secondary_action: () => dialog.hide(),
		});
		dialog.$body.append(this.content);
		dialog.get_close_btn().attr({ type: "button", "aria-label": __("Close") });
		dialog.get_primary_btn().attr({ "aria-keyshortcuts": "Control+Enter", title: __("Ctrl+Enter") });
		dialog.$wrapper.addClass("li-desk-window li-panel").attr({ role: "dialog", "aria-modal": "true", "aria-label": title, "data-dialog": this.key });
		for (const event of ["input", "change"]) this.content.addEventListener(event, () => this.keep());
		dialog.$wrapper[0].addEventListener("keydown", (event) => this.pressed(event));
		dialog.$wrapper.on("hidden.bs.modal", (event) => event.target === dialog.$wrapper[0] && this.closed());
		return dialog;
	}

	open() {
		this.dialog.show();
		this.is_open = true;
		const { parts } = this;
		const first = Object.values(parts).find((part) => part.element && part.focus && part.can_focus !== false);
		// A finger would have the keyboard of the phone over the dialog at once.
		if (first) first.focus();
		return this;
	}

	read() {
		return Object.fromEntries(Object.entries(this.parts).map(([name, part]) => [name, part.read()]));
	}

	write(values) {
		for (const [name, part] of Object.entries(this.parts)) if (name in values) part.write(values[name]);
	}

	/** What was typed before and not sent. */
	give_back() {
		const draft = draft_of(this.row.lead, this.key);
		if (!draft) return;
		this.write(draft.values);
		const discard = h("button", { type: "button", class: "btn btn-default btn-xs", onclick: () => this.discard() }, __("Discard"));
		this.notice.replaceChildren(h("span", { role: "status" }, __("What you had not sent is back: it is from {0}.", [moment_text(of_milliseconds(draft.at))])), discard);
		this.notice.hidden = false;
	}

	keep() {
		// Hiding it, too, leaves the field that was typed in.
		if (this.is_sent) return;
		const values = this.read();
		this.say(null);
		if (JSON.stringify(values) === this.empty) return forget_draft(this.row.lead, this.key);
		if (!keep_draft(this.row.lead, this.key, values)) this.say(__("This browser keeps nothing on the device: what you type is lost when you leave the page."));
	}

	discard() {
		forget_draft(this.row.lead, this.key);
		this.write(JSON.parse(this.empty));
		forget_draft(this.row.lead, this.key);
		this.notice.hidden = true;
		this.say(null);
		Object.values(this.parts)[0].focus?.();
	}

	pressed(event) {
		if (event.isComposing) return;
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			event.stopPropagation();
			this.send();
			return;
		}
		if (event.ctrlKey || event.metaKey || event.altKey || is_typed_in(event.target)) return;
		if (this.keys(event)) {
			event.preventDefault();
			event.stopPropagation();
		}
	}

	async send() {
		if (this.is_sending) return;
		const wrong = Object.values(this.parts).find((part) => part.element && !part.element.hidden && part.mistake());
		if (wrong) {
			this.say(wrong.mistake());
			return wrong.focus?.();
		}
		this.busy(true);
		const { lead, name } = this.row;
		const entry = { lead, name, ...this.sent() };
		const values = JSON.stringify(this.read());
		try {
			const outcome = outbox.send(entry);
			// From here on the outbox keeps it: after a reload it is not there twice.
			forget_draft(lead, this.key);
			const result = await outcome;
			// What was typed while it was sent is not sent, and is there again when the dialog is opened next.
			if (JSON.stringify(this.read()) === values) forget_draft(lead, this.key);
			this.close(result, entry);
		} catch (error) {
			this.keep();
			this.refused(error.message);
		} finally {
			this.busy(false);
		}
	}

	/** The window is gone before the page chooses the next lead. */
	close(result, entry) {
		this.is_sent = true;
		this.dialog.hide();
		this.desk.changed(this.row.lead, told(result, entry, this.done));
	}

	refused(sentence) {
		if (this.is_open) this.say(sentence);
		else frappe.show_alert({ message: frappe.utils.escape_html(`${this.row.name}: ${sentence}`), indicator: "red" }, 15);
	}

	say(sentence) {
		this.problem.textContent = sentence || "";
		this.problem.hidden = !sentence;
		if (sentence) this.problem.scrollIntoView({ block: "nearest" });
	}

	busy(is_busy) {
		this.is_sending = is_busy;
		this.dialog.get_primary_btn().prop("disabled", is_busy).text(is_busy ? __("Sending…") : this.primary);
	}

	closed() {
		this.is_open = false;
		this.dialog.$wrapper.remove();
	}
}

/** What the page says of what was sent, or is kept. */
export function told({ state, answer }, { what }, done) {
	if (state !== "sent") return __("{0}: kept on this device, and sent as soon as the server can be reached.", [what]);
	return [done(answer || {}), answer && answer.message].filter(Boolean).join(" ");
}

function is_typed_in(element) {
	if (element.closest("textarea, select, [contenteditable]")) return true;
	return element.matches("input") && !["radio", "checkbox", "button"].includes(element.type);
}
