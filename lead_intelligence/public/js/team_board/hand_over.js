// Hands the leads of a rep over who leaves or is away: first what would become of them, then it is done, with its progress.

import { h, joined } from "../elements";
import { notice } from "../lead/notices";
import { one_at_a_time } from "../one_at_a_time";
import { count, leads_text } from "../preview/figures";
import { follow_hand_over } from "./hand_over_progress";
import { hand_over, preview_hand_over } from "./store";
import { is_away } from "./words";

const ALL = "all";
const WAITING = "waiting";

/** `done` is called once leads begin to move. */
export function hand_over_leads_of(rep, done) {
	const root = h("div", { class: "li-panel li-hand-over" });
	const changed = () => look();
	const dialog = new frappe.ui.Dialog({
		title: __("Hand Over the Leads of {0}", [rep.name]),
		static: true,
		fields: [
			{
				fieldname: "scope",
				fieldtype: "Select",
				label: __("Which"),
				default: ALL,
				options: [
					{ value: ALL, label: __("All Open Leads") },
					{ value: WAITING, label: __("Only Those That Wait for an Answer") },
				],
				onchange: changed,
			},
			{
				fieldname: "to",
				fieldtype: "Link",
				options: "User",
				label: __("To"),
				ignore_user_permissions: 1,
				get_query: () => ({ query: "frappe.core.doctype.user.user.user_query" }),
				description: __("Leave it blank to let the routing find somebody for each."),
				onchange: changed,
			},
			{ fieldname: "preview", fieldtype: "HTML" },
		],
		primary_action_label: __("Hand Over"),
		primary_action: one_at_a_time(() => begin()),
		secondary_action_label: __("Cancel"),
		secondary_action: () => dialog.hide(),
	});
	dialog.get_field("preview").$wrapper.append(root);
	dialog.$wrapper.addClass("li-act-dialog").on("hidden.bs.modal", (event) => {
		if (event.target === dialog.$wrapper[0]) dialog.$wrapper.remove();
	});
	let asked = null;
	let request = null;
	let has_begun = false;

	const chosen = () => ({ user: rep.user, to: dialog.get_value("to") || null, scope: dialog.get_value("scope") || ALL });

	async function look() {
		const about = chosen();
		// A field says that it has changed also where it has not.
		if (JSON.stringify(about) === asked) return;
		asked = JSON.stringify(about);
		const mine = (request = {});
		dialog.get_primary_btn().prop("disabled", true);
		root.setAttribute("aria-busy", "true");
		const content = await preview_hand_over(about).then(
			(found) => [found.leads, preview(found, rep, about)],
			(error) => [0, [notice("danger", error.message)]]
		);
		if (mine !== request) return;
		const [leads, shown] = content;
		root.replaceChildren(...shown.flat(Infinity).filter(Boolean));
		root.removeAttribute("aria-busy");
		dialog.get_primary_btn().prop("disabled", !leads);
	}

	async function begin() {
		if (has_begun) return;
		const about = chosen();
		dialog.disable_primary_action();
		const begun = await hand_over(about).catch((error) => root.prepend(notice("danger", error.message)));
		if (!begun) return dialog.enable_primary_action();
		has_begun = true;
		for (const field of ["scope", "to"]) dialog.set_df_property(field, "hidden", 1);
		dialog.get_primary_btn().addClass("hide");
		dialog.get_secondary_btn().text(__("Close"));
		done();
		follow_hand_over(root, { ...begun, user: rep.user }, () => dialog.$wrapper.is(":visible"), done);
	}

	dialog.show();
	look();
}

function preview(found, rep, { to }) {
	const { leads, waiting, staying, opportunities } = found;
	return [
		h(
			"p",
			{ class: "li-hand-over-head", role: "status" },
			h("strong", {}, leads === 1 ? __("1 lead goes to somebody else.") : __("{0} leads go to others.", [count(leads)])),
			leads > 0 && h("span", { class: "li-quiet" }, " ", grades(found))
		),
		waiting > 0 && h("p", { class: "li-quiet" }, waiting === 1 ? __("1 of them waits for an answer.") : __("{0} of them wait for an answer.", [count(waiting)])),
		!to && leads > 0 && receivers(found),
		found.nobody > 0 && notice("warning", __("For {0} nobody could be found as of now. They stay with {1} until somebody can take them.", [leads_text(found.nobody), rep.name])),
		staying > 0 && notice("info", stays(staying, to)),
		opportunities > 0 && notice("info", opportunities === 1 ? __("1 open opportunity is not handed over.") : __("{0} open opportunities are not handed over.", [count(opportunities)])),
		rep.work && !is_away(rep) && notice("info", __("{0} still takes new leads.", [rep.name]), " ", h("a", { href: frappe.utils.get_form_link("Lead Rep Profile", rep.user), target: "_blank" }, __("Change that in the profile"))),
	];
}

function grades({ by_grade }) {
	const names = Object.keys(by_grade).sort((a, b) => !a - !b || a.localeCompare(b));
	return joined(names.map((grade) => (grade ? `${grade} ${count(by_grade[grade])}` : __("not scored {0}", [count(by_grade[grade])]))));
}

function receivers({ receivers: found, leads, looked_at }) {
	const rows = found.map(({ name, leads: number }) => h("li", {}, h("span", {}, name), h("span", { class: "li-number" }, count(number))));
	return [
		rows.length > 0 && h("ul", { class: "li-receivers" }, rows),
		looked_at < leads && h("p", { class: "li-quiet" }, __("As the first {0} of them would be routed now.", [count(looked_at)])),
	];
}

function stays(staying, to) {
	if (to) return staying === 1 ? __("1 lead stays: the person whom you choose may not work with it.") : __("{0} leads stay: the person whom you choose may not work with them.", [count(staying)]);
	return staying === 1 ? __("1 lead stays: no routing policy is live for its company.") : __("{0} leads stay: no routing policy is live for their company.", [count(staying)]);
}
