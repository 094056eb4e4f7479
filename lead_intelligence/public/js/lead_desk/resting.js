// The leads that are left alone for a while: snoozed, or with a step that is planned for later.

import { h } from "../elements";
import { kind_name } from "../lead/next_steps/kinds";
import { notice } from "../lead/notices";
import { moment_text } from "../lead/stage/when";
import { button } from "../preview/block";
import { resting_of } from "./store";

/** `woken(lead)` ends a snooze and gives a promise. */
export function show_resting({ user, is_own, woken }) {
	const root = h("div", { class: "li-panel li-desk-resting-list" });
	const dialog = new frappe.ui.Dialog({ title: __("Snoozed and Planned for Later") });
	dialog.$body.append(root);
	dialog.$wrapper.addClass("li-desk-dialog").one("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	const fail = (error) => root.prepend(notice("danger", error instanceof TypeError ? __("The server cannot be reached.") : error.message));
	const wake = async (lead, pressed) => {
		pressed.disabled = true;
		try {
			await woken(lead);
			await look();
			dialog.get_close_btn().focus();
		} catch (error) {
			pressed.disabled = false;
			fail(error);
		}
	};
	const look = async () => root.replaceChildren(drawn(await resting_of({ user }), is_own, wake));
	look().catch(fail);
}

function drawn(rows, is_own, wake) {
	if (!rows.length) return h("p", { class: "li-quiet" }, __("No lead is snoozed, and none is planned for later."));
	return h(
		"ul",
		{},
		rows.map((row) => h("li", {}, h("div", {}, h("a", { href: frappe.utils.get_form_link("Lead", row.lead) }, row.name), row.company && h("span", { class: "li-quiet" }, ` ${row.company}`), h("div", { class: "li-quiet" }, until(row))), is_own && row.snoozed && wake_button(row, wake)))
	);
}

function until({ snoozed, until: at, kind, note }) {
	const words = snoozed ? __("Snoozed until {0}.", [moment_text(at)]) : `${kind_name(kind)}: ${moment_text(at)}.`;
	return note ? `${words} ${note}` : words;
}

function wake_button(row, wake) {
	const pressed = button(__("Wake"), () => wake(row.lead, pressed), "default", { "aria-label": __("Wake {0}", [row.name]) });
	return pressed;
}
