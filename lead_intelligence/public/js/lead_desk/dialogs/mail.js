// An e-mail to a lead, written as anywhere in the desk. Where the site sends none, it is written elsewhere and recorded here.

import { h } from "../../elements";
import { moment_text } from "../../lead/stage/when";
import { one_at_a_time } from "../../one_at_a_time";
import { ask } from "../../server";
import { draft_of, forget_draft, keep_draft } from "../drafts";
import { outbox } from "../outbox";
import { message_dialog } from "./note";
import { of_milliseconds } from "./zones";

const KEY = "mail";

export const write_mail = one_at_a_time(async (row, desk) => {
	let can_send;
	let signature;
	try {
		({ can_send, signature } = await ask("lead_desk_mail.account"));
	} catch (error) {
		const why = error instanceof TypeError ? __("The server cannot be reached.") : error.message;
		return elsewhere(row, desk, why);
	}
	if (!can_send) return elsewhere(row, desk, __("No e-mail account of this site sends mail."));
	return compose(row, desk, signature);
});

function elsewhere(row, desk, why) {
	const link = row.email && h("a", { class: "btn btn-default btn-sm", href: `mailto:${encodeURIComponent(row.email)}` }, __("Write to {0}", [row.email]));
	const before = h("div", { class: "li-desk-part" }, h("p", {}, why, " ", __("Write it in your own mail program, and record here what you wrote.")), link);
	return message_dialog(row, desk, { channel: "E-Mail", before });
}

function compose(row, desk, signature) {
	const draft = draft_of(row.lead, KEY);
	const before = draft ? draft.values : {};
	const Composer = composer_class();
	const composer = new Composer({
		desk_row: row,
		desk_signature: signature,
		doc: { doctype: "Lead", name: row.lead },
		title: __("E-Mail to {0}", [frappe.utils.escape_html(row.name)]),
		recipients: before.recipients || row.email || "",
		// By the name of the lead, the answer finds its way back.
		subject: before.subject || `${row.company || row.name} (#${row.lead})`,
		message: before.content || "",
		success: () => sent(row, desk),
	});
	composer.dialog.$wrapper.addClass("li-desk-window li-desk-mail-window").attr({ role: "dialog", "aria-modal": "true", "aria-label": __("E-Mail to {0}", [row.name]) });
	if (draft) frappe.show_alert({ message: __("What you had not sent is back: it is from {0}.", [moment_text(of_milliseconds(draft.at))]), indicator: "blue" });
	return composer;
}

/** The step that was planned is done with it. The answer itself is known from the mail. */
function sent(row, desk) {
	forget_draft(row.lead, KEY);
	const step = row.steps.find(({ name, kind }) => name === row.todo.step && kind === "E-Mail");
	const { lead, name } = row;
	if (step) outbox.send({ lead, name, what: __("E-Mail"), method: "next_step.close", args: { step: step.name, done: 1 } }).catch(() => null);
	desk.changed(lead, __("The e-mail is on its way."));
}

let made = null;

/** The desk's own, which keeps what is typed by the lead, as there is no form around it. */
function composer_class() {
	made ??= class extends frappe.views.CommunicationComposer {
		/** Frappe's own reads the account, which reps may not. */
		async get_signature() {
			const signature = frappe.boot.user.email_signature || this.desk_signature;
			if (!signature) return "";
			return `<br>${frappe.utils.is_html(signature) ? signature : signature.replace(/\n/g, "<br>")}`;
		}

		save_as_draft() {
			if (!this.dialog || this.is_discarded) return;
			const { recipients, subject, content } = this.dialog.get_values(true) || {};
			if (strip_html(content || "").trim()) keep_draft(this.desk_row.lead, KEY, { recipients, subject, content });
		}

		delete_saved_draft() {
			this.is_discarded = true;
			forget_draft(this.desk_row.lead, KEY);
		}
	};
	return made;
}
