// Fields that name a source or a campaign as leads have it: what there is is offered, what there is not may be typed.

const OFFERED = "lead_intelligence.api.marketing_cost.offered";

export function offer_names(frm) {
	for (const name of ["source", "campaign"]) {
		if (frm.fields_dict[name]) offer_names_in(frm.fields_dict[name], name);
	}
}

/** `name`: of what. */
export function offer_names_in(field, name) {
	let last = 0;
	field.df.ignore_validation = 1;
	field.get_query = () => ({ query: OFFERED, params: { name } });
	// Frappe's own offers whatever is answered last, also to what was typed before.
	field.execute_query_if_exists = async (txt) => {
		const asked = ++last;
		const found = await frappe.xcall(OFFERED, { txt, name }).catch(() => null);
		if (found && asked === last && field.$input.is(":focus")) field.set_data(found);
	};
}
