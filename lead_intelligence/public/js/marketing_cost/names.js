// Fields that name a source or a campaign as leads have it: what there is is offered, what there is not may be typed.

const OFFERED = "lead_intelligence.api.marketing_cost.offered";

export function offer_names(frm) {
	for (const fieldname of ["source", "campaign"]) {
		const field = frm.fields_dict[fieldname];
		if (!field) continue;
		field.df.ignore_validation = 1;
		field.get_query = () => ({ query: OFFERED, params: { name: fieldname } });
	}
}
