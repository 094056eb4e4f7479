// What to do when no action of ours is due: find out what is missing, or make what ERPNext makes of a lead.

const LAST_BEFORE = ["SAL", "SQL"];

/** Where something is missing that a talk may bring, the talk. */
export function discovery_call(frm, { next, takes_part, aside }) {
	const is_asked_for = takes_part && !aside && next && LAST_BEFORE.includes(next.stage) && !next.is_met;
	if (!is_asked_for || !frm.fields_dict.li_qualification_panel || !frm.has_perm("write")) return null;
	return { key: "discovery_call", label: __("Discovery Call…"), is_due: true, keeps_changes: true, run: () => begin_call(frm) };
}

function begin_call(frm) {
	const button = frm.fields_dict.li_qualification_panel.$wrapper[0].querySelector(".li-discovery-call");
	if (button) button.click();
	else frm.scroll_to_field("li_qualification_panel");
}

export function next_record(frm, { next, takes_part }) {
	const make = frm.make_methods && frm.make_methods.Opportunity;
	const is_due = takes_part && next && next.by_record && next.stage === "Opportunity";
	if (!is_due || !make || !frappe.model.can_create("Opportunity")) return null;
	return { key: "opportunity", label: __("Create an Opportunity"), is_due: true, run: make };
}
