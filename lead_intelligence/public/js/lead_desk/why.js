// Why the leads stand in this order: the groups, and for one lead its reasons and its neighbours.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { order_in_words, why_of } from "./store";

export function show_order() {
	in_dialog(__("Why This Order?"), async () => order(await order_in_words()));
}

export function show_why(row, user) {
	in_dialog(__("Why {0} Stands Here", [row.name]), async () => {
		const [found, groups] = await Promise.all([why_of({ lead: row.lead, user }), order_in_words()]);
		return [place(found), reasons(found), neighbours(found), h("h4", {}, __("The groups in their order")), order(groups, found.reasons[0].group)];
	});
}

function in_dialog(title, content) {
	const root = h("div", { class: "li-panel li-desk-why-panel", "aria-busy": "true" }, h("p", { class: "li-quiet" }, __("Loading…")));
	const dialog = new frappe.ui.Dialog({ title: frappe.utils.escape_html(title) });
	dialog.$body.append(root);
	dialog.$wrapper.addClass("li-desk-dialog").one("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	content().then(
		(parts) => root.replaceChildren(...[parts].flat(Infinity).filter(Boolean)),
		(error) => root.replaceChildren(notice("danger", error instanceof TypeError ? __("The server cannot be reached.") : error.message))
	).then(() => root.removeAttribute("aria-busy"));
}

function place({ place: at, of }) {
	return h("p", {}, h("strong", {}, __("Place {0} of {1}.", [at, of])));
}

function reasons({ reasons: found }) {
	const lines = found.map(({ label, sentence }) => h("li", {}, h("strong", {}, label), " – ", sentence));
	return [h("h4", {}, found.length > 1 ? __("Its reasons; the first decides") : __("Its reason")), h("ul", { class: "li-desk-reasons" }, lines)];
}

function neighbours({ before, after }) {
	const lines = [
		before && h("li", {}, __("{0} stands before it.", [before.name]), " ", before.sentence),
		after && h("li", {}, __("It stands before {0}.", [after.name]), " ", after.sentence),
	].filter(Boolean);
	return lines.length > 0 && [h("h4", {}, __("Its neighbours")), h("ul", { class: "li-desk-reasons" }, lines)];
}

function order(groups, own = null) {
	const lines = groups.map(({ group, label, sentence }) =>
		h("li", { class: group === own ? "li-chosen" : null, "aria-current": group === own ? "true" : null }, h("strong", {}, label), " – ", sentence)
	);
	return h("ol", { class: "li-desk-order" }, lines);
}
