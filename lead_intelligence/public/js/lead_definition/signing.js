// Who signs for each side, who has signed, and what is still missing.

import { h, icon } from "../elements";
import { notice } from "../lead/notices";
import { minute } from "../preview/figures";
import { ask_to_sign, sign, unsign } from "./store";

const SIDES = {
	Marketing: {
		title: () => __("Marketing"),
		sign: () => __("Sign for Marketing"),
		question: (called) => __("You sign {0} for marketing, as it stands here. Any later change makes your signature void. Sign?", [called]),
	},
	Sales: {
		title: () => __("Sales"),
		sign: () => __("Sign for Sales"),
		question: (called) => __("You sign {0} for sales, as it stands here. Any later change makes your signature void. Sign?", [called]),
	},
};

// For prints and reports; on the form, the panel says it.
const STORED = ["marketing_signed_by", "marketing_signed_at", "sales_signed_by", "sales_signed_at"];

export function show_signing(frm, signing) {
	const { $wrapper } = frm.fields_dict.signing_panel;
	$wrapper.empty();
	frm.toggle_display(STORED, false);
	if (!signing) return;
	const is_draft = frm.doc.docstatus === 0;
	const root = h(
		"div",
		{ class: "li-panel li-signing" },
		h("div", { class: "li-signing-sides" }, signing.sides.map((side) => card(frm, side, is_draft))),
		is_draft ? missing(frm, signing) : one_side_only(signing)
	);
	$wrapper.append(root);
}

/** Whoever is to sign finds the button at the top of the form. */
export function offer_to_sign(frm, signing) {
	for (const { side, may_sign } of signing.sides) {
		if (!may_sign) continue;
		const label = SIDES[side].sign();
		frm.add_custom_button(label, () => ask_and_sign(frm, side));
		frm.change_custom_button_type(label, null, "primary");
	}
}

function card(frm, side, is_draft) {
	const { title, sign: label } = SIDES[side.side];
	const name = side.signed_by || side.signatory_name;
	return h(
		"section",
		{ class: side.signed_by ? "li-signing-side li-signed" : "li-signing-side", "aria-label": title() },
		h("div", { class: "li-quiet" }, title()),
		h("div", { class: "li-signatory" }, name || __("Nobody is named yet")),
		side.signed_by ? signed(side) : h("div", { class: "li-quiet" }, is_draft ? __("Not signed yet") : __("Not signed")),
		side.no_active_user && h("div", { class: "li-signing-note" }, gone(is_draft)),
		side.cannot_read && is_draft && h("div", { class: "li-signing-note" }, __("Has no role that may read definitions, and so cannot sign.")),
		side.may_sign && button(label(), "primary", () => ask_and_sign(frm, side.side)),
		side.may_withdraw && button(__("Withdraw My Signature"), "default", () => withdraw(frm, side.side))
	);
}

function signed({ signed_at }) {
	return h("div", { class: "li-signed-at" }, icon("tick", "xs"), h("span", {}, __("Signed on {0}", [minute(signed_at)])));
}

function gone(is_draft) {
	return is_draft
		? __("Has no active user any more. Choose another signatory.")
		: __("Has no active user any more. What was signed stays in force.");
}

function missing(frm, { missing: sentences, sides, one_suffices }) {
	const rules = one_suffices ? __("One signature suffices, as the settings say.") : __("Both sides sign, each by somebody else.");
	if (!sentences.length) {
		return notice("info", h("strong", {}, __("All is signed: it can be submitted.")), " ", rules);
	}
	const may_ask = frm.has_perm("write") && sides.some((side) => side.signatory && !side.signed_by);
	return h(
		"div",
		{ class: "li-signing-missing" },
		h("div", {}, h("strong", {}, __("What is missing before it can be submitted")), " ", h("span", { class: "li-quiet" }, rules)),
		h("ul", {}, sentences.map((sentence) => h("li", {}, sentence))),
		may_ask && button(__("Ask for Signatures"), "default", () => ask_all(frm))
	);
}

function one_side_only({ sides }) {
	const by = sides.filter((side) => side.signed_by);
	return by.length === 1 ? notice("info", __("Signed by one side only, as the settings allowed.")) : null;
}

function button(label, style, onclick) {
	return h("button", { type: "button", class: `btn btn-xs btn-${style}`, onclick }, label);
}

function ask_and_sign(frm, side) {
	if (frm.is_dirty()) return save_first();
	const called = frappe.utils.escape_html(`${frm.doc.title} (${frm.doc.name})`);
	frappe.confirm(SIDES[side].question(called), async () => {
		await sign(frm.doc.name, side, frm.doc.modified);
		frm.reload_doc();
	});
}

async function withdraw(frm, side) {
	if (frm.is_dirty()) return save_first();
	await unsign(frm.doc.name, side);
	frm.reload_doc();
}

async function ask_all(frm) {
	if (frm.is_dirty()) return save_first();
	const names = await ask_to_sign(frm.doc.name);
	if (names) frappe.show_alert({ message: frappe.utils.escape_html(__("Told: {0}", [names.join(", ")])), indicator: "green" });
}

function save_first() {
	frappe.msgprint({
		title: __("Save First"),
		message: __("This definition has changes that are not saved. Save it first: what is signed is what is stored."),
		indicator: "orange",
	});
}
