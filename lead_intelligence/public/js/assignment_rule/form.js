// Frappe's own rules can assign leads too: whoever writes one is told when routing policies are live.

import { ask } from "../server";

async function warn(frm) {
	const acts = () => frm.doc.document_type === "Lead" && !frm.doc.disabled;
	const { name } = frm.doc;
	const titles = acts() ? await ask("lead_owner.policies_beside_rules").catch(() => []) : [];
	if (frm.doc.name !== name) return;
	// Of Frappe's, one at a time.
	if (!titles.length || !acts()) {
		if (frm.li_is_warned) frm.set_intro("");
		frm.li_is_warned = false;
		return;
	}
	frm.li_is_warned = true;
	frm.set_intro("");
	frm.set_intro(frappe.utils.escape_html(words(titles)), "orange");
}

function words(titles) {
	return [
		__("Leads get their owners by routing policies too: {0}.", [titles.join(", ")]),
		__("Whom this rule assigns a lead of nobody owns it, whatever their capacity, absence and territory. Disable the rule, or give it conditions that leave out the leads of the policies."),
	].join(" ");
}

frappe.ui.form.on("Assignment Rule", { refresh: warn, document_type: warn, disabled: warn });
