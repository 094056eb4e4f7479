// Where something is missing that only a talk can bring, the talk is the action to take.

const LAST_BEFORE = ["SAL", "SQL"];

export function discovery_call(frm, { next }) {
	const is_asked_for = next && LAST_BEFORE.includes(next.stage) && next.evidence.some((one) => one.verdict !== true);
	if (!is_asked_for || !frm.fields_dict.li_qualification_panel || !frm.has_perm("write")) return [];
	return [{ key: "discovery_call", name: "discovery_call", label: __("Discovery Call…"), is_due: true, run: () => begin(frm) }];
}

function begin(frm) {
	const button = frm.fields_dict.li_qualification_panel.$wrapper[0].querySelector(".li-discovery-call");
	if (button) button.click();
	else frm.scroll_to_field("li_qualification_panel");
}
