// The form of a Marketing Cost: its days, its currency and its rate follow one another.

import { ask } from "../server";
import { offer_names } from "./names";

export const cost_events = {
	setup(frm) {
		offer_names(frm);
	},
	onload(frm) {
		if (frm.is_new()) take_currency(frm);
	},
	company: take_currency,
	currency: take_rate,
	from_date(frm) {
		if (frm.doc.from_date && !frm.doc.to_date) frm.set_value("to_date", month_end(frm.doc.from_date));
		if (!frm.doc.conversion_rate) take_rate(frm);
	},
	amount: show_base,
	conversion_rate: show_base,
};

const month_end = (day) => moment(day).endOf("month").format("YYYY-MM-DD");

async function take_currency(frm) {
	const currency = frm.doc.company && erpnext.get_currency(frm.doc.company);
	if (!currency) return;
	if (frm.doc.currency === currency) await take_rate(frm);
	else await frm.set_value("currency", currency);
}

async function take_rate(frm) {
	const { name, company, currency, from_date, conversion_rate: before } = frm.doc;
	if (!company || !currency) return;
	const day = from_date || frappe.datetime.get_today();
	const request = (frm.li_rate_request = {});
	const rate = await ask("marketing_cost.rate", { company, currency, day }).catch(() => null);
	// Meanwhile something newer may have been asked, another cost been opened, or a rate been entered.
	const { doc } = frm;
	if (request !== frm.li_rate_request || name !== doc.name || company !== doc.company || currency !== doc.currency) return;
	if (before !== doc.conversion_rate || is_rate_typed(frm)) return;
	await frm.set_value("conversion_rate", rate || 0);
}

/** The form knows of it only when the field is left. */
function is_rate_typed(frm) {
	const { $input } = frm.fields_dict.conversion_rate;
	const is_other = () => Math.abs(flt($input.val()) - flt(frm.doc.conversion_rate)) > 1e-6;
	return Boolean($input && $input.is(":focus") && is_other());
}

function show_base(frm) {
	frm.set_value("base_amount", flt(frm.doc.amount) * flt(frm.doc.conversion_rate));
}
