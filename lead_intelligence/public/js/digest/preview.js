// The digest as it would come now: as a mail program shows it, and as plain text.

import { h } from "../elements";
import { one_at_a_time } from "../one_at_a_time";
import { button } from "../preview/block";
import { ask, post } from "../server";

/** `company`: whose digest; the user's own where it is left out. */
export function show_digest(company) {
	const root = h("div", { class: "li-digest", "aria-busy": "true" }, h("p", { class: "li-quiet", role: "status" }, __("The digest is being written …")));
	const dialog = new frappe.ui.Dialog({
		title: __("Weekly Digest"),
		size: "large",
		fields: [{ fieldtype: "HTML", fieldname: "digest" }],
		primary_action_label: __("Send It to Me Now"),
		primary_action: one_at_a_time(() => send()),
	});
	dialog.$wrapper.addClass("li-digest-dialog");
	dialog.get_field("digest").$wrapper.append(root);
	dialog.$wrapper.on("hidden.bs.modal", (event) => {
		if (event.target === dialog.$wrapper[0]) dialog.$wrapper.remove();
	});
	dialog.disable_primary_action();
	dialog.show();
	load();

	async function load() {
		root.setAttribute("aria-busy", "true");
		const content = await ask("digest.preview", { company }).then(shown, failed);
		root.replaceChildren(...content);
		root.removeAttribute("aria-busy");
	}

	function shown(mail) {
		dialog.enable_primary_action();
		const page = h("iframe", { class: "li-digest-page", title: __("The digest as an e-mail"), sandbox: "allow-popups", srcdoc: page_of(mail.html) });
		const text = h("pre", { class: "li-digest-text", tabindex: "0", hidden: true, "aria-label": __("The digest as plain text") }, mail.text);
		return [h("p", { class: "li-digest-subject" }, h("span", { class: "li-quiet" }, __("Subject")), " ", h("b", {}, mail.subject)), choices(page, text), page, text];
	}

	function failed(error) {
		return [h("p", { role: "alert" }, error.message), button(__("Try Again"), () => load())];
	}

	async function send() {
		dialog.disable_primary_action();
		try {
			const { sent_to } = await post("digest.send_now", { company });
			frappe.show_alert({ message: __("The digest is on its way to {0}.", [frappe.utils.escape_html(sent_to)]), indicator: "green" });
		} catch (error) {
			frappe.msgprint({ title: __("The digest was not sent"), indicator: "red", message: frappe.utils.escape_html(error.message) });
		}
		dialog.enable_primary_action();
	}
}

/** Either is looked at; the other is out of the way. */
function choices(page, text) {
	const ways = [
		[__("E-Mail"), page],
		[__("Plain Text"), text],
	];
	const buttons = ways.map(([label, part]) =>
		h("button", { type: "button", class: "btn btn-default btn-xs", "aria-pressed": String(part === page), onclick: () => show(part) }, label)
	);
	const show = (chosen) => {
		ways.forEach(([, part], place) => {
			part.hidden = part !== chosen;
			buttons[place].setAttribute("aria-pressed", String(part === chosen));
		});
	};
	return h("div", { class: "li-digest-ways", role: "group", "aria-label": __("Show as") }, ...buttons);
}

/** Links of it open beside the desk, never in the frame. */
function page_of(html) {
	return `<!doctype html><meta name="viewport" content="width=device-width"><base target="_blank"><body style="margin: 0; padding: 16px; font-family: sans-serif; background: #fff;">${html}</body>`;
}
