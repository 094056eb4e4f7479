// What is not sent yet, one by one.

import { h } from "../../elements";
import { distance_text, moment_text } from "../../lead/stage/when";
import { button } from "../../preview/block";
import { of_milliseconds } from "../dialogs/zones";

export function list_of(entries, outbox) {
	return h("ul", { "aria-label": __("Not sent yet") }, entries.map((entry) => row(entry, outbox)));
}

function row(entry, outbox) {
	const at = of_milliseconds(entry.at);
	return h(
		"li",
		{ "data-entry": entry.id, class: entry.error ? "li-refused" : null },
		h("div", {}, h("strong", {}, entry.what), " · ", lead_link(entry), " · ", h("span", { class: "li-quiet", title: moment_text(at) }, distance_text(at))),
		entry.words && h("p", { class: "li-outbox-words" }, entry.words),
		entry.error && h("p", { class: "li-problem", role: "alert" }, entry.error),
		h(
			"div",
			{ class: "li-outbox-acts" },
			entry.words && button(__("Copy"), () => frappe.utils.copy_to_clipboard(entry.words), "default", focus(entry, "copy")),
			entry.error && button(__("Try Again"), () => outbox.retry(entry.id), "default", focus(entry, "again")),
			button(__("Discard"), () => discard(entry, outbox), "default", focus(entry, "discard"))
		)
	);
}

const focus = (entry, name) => ({ "data-li-focus": `outbox ${entry.id} ${name}` });

function lead_link(entry) {
	return h("a", { href: `/app/lead/${encodeURIComponent(entry.lead)}` }, entry.name || entry.lead);
}

/** The only way in which something that was typed is lost, so it is asked for. */
function discard(entry, outbox) {
	const what = frappe.utils.escape_html(`${entry.what}, ${entry.name || entry.lead}`);
	frappe.confirm(__("Discard this for good? {0}", [what]), () => outbox.discard(entry.id));
}
