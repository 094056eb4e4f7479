// What the forms of Lead Definition and of its tables do. The doctype's own script attaches these.

import { JUDGED, show_run } from "../evaluation_run/on_model";
import { offer_release } from "../release/offer";
import { show_state } from "./around";
import { ComparePanel } from "./compare/panel";
import { conditions } from "./criteria_grid";
import { add_first_rows } from "./first_rows";
import { offer_to_sign, show_signing } from "./signing";
import { preview_soon } from "./stages_preview";
import { around, state_of } from "./store";
import { confirm_retiring, offer_new_version, show_status, tell_consequence } from "./versions";

export const definition_events = {
	setup(frm) {
		conditions.set_up(frm);
		frm.set_query("marketing_signatory", people);
		frm.set_query("sales_signatory", people);
	},
	onload: add_first_rows,
	refresh(frm) {
		show_status(frm);
		offer_new_version(frm);
		offer_release(frm);
		conditions.show(frm);
		preview_soon(frm);
		show_what_is_known(frm);
		show_comparison(frm);
		show_run(frm, JUDGED);
	},
	company: look_around,
	market_segment: look_around,
	product_line: look_around,
	applies_from: look_around,
	opportunity_from_stage: preview_soon,
	prospect_from_stage: preview_soon,
	quotation_from_stage: preview_soon,
	customer_from_stage: preview_soon,
	before_submit: confirm_retiring,
};

export const stage_events = {
	stage: preview_soon,
	meaning: preview_soon,
	by_itself: preview_soon,
	stages_remove: preview_soon,
};

export const criterion_events = {
	edit_condition: (frm, _doctype, name) => conditions.open(frm, name),
	stage: preview_soon,
	criterion: preview_soon,
	condition_text: preview_soon,
	criteria_remove: preview_soon,
};

const people = () => ({ query: "frappe.core.doctype.user.user.user_query" });

async function show_what_is_known(frm) {
	const { name } = frm.doc;
	if (name !== frm.li_known_of) {
		frm.li_broken = [];
		show_signing(frm, null);
	}
	frm.li_known_of = name;
	const request = (frm.li_known_request = {});
	const asked = scope(frm);
	const [state, known] = await Promise.all([frm.is_new() ? null : state_of(name).catch(() => null), surroundings(frm)]);
	if (frm.doc.name !== name || request !== frm.li_known_request) return;
	frm.li_broken = (state && state.broken) || [];
	show_signing(frm, state && state.signing);
	if (state) offer_to_sign(frm, state.signing);
	if (asked === scope(frm)) show_around(frm, known);
}

async function look_around(frm) {
	const asked = scope(frm);
	const known = await surroundings(frm);
	if (asked === scope(frm)) show_around(frm, known);
}

const scope = ({ doc }) => JSON.stringify([doc.company, doc.market_segment, doc.product_line]);

const surroundings = (frm) => (frm.doc.company ? around(frm.doc).catch(() => null) : null);

function show_around(frm, known) {
	const others = frm.doc.docstatus < 2 && known ? known.others : [];
	show_state(frm, { broken: frm.li_broken, others });
	tell_consequence(frm, known);
}

function show_comparison(frm) {
	const field = frm.fields_dict.comparison_panel;
	if (!field) return;
	field.tab.df.hidden = frm.is_new() ? 1 : 0;
	field.tab.refresh();
	if (!frm.li_comparison) {
		frm.li_comparison = new ComparePanel(frm);
		field.$wrapper.empty().append(frm.li_comparison.root);
		field.tab.tab_link.find(".nav-link").on("shown.bs.tab", () => frm.li_comparison.refresh());
	}
	if (field.tab.is_active()) frm.li_comparison.refresh();
}
