// At the top of the form: how the pool gives its leads out, as it stands on the form, saved or not.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { share_text } from "../preview/figures";

export function show_summary(frm) {
	const { doc, li_around: known } = frm;
	const field = frm.fields_dict.pool_state;
	if (!field) return;
	const parts = [
		[__("Gives leads to"), receivers(doc, known)],
		[__("How"), how(doc)],
		[__("Before that"), list(first(doc))],
		[__("Skills"), list(skills(doc))],
		[__("If nobody can take a lead"), then(doc, known)],
		[__("Used by"), known && used_by(known.used_by)],
	].filter(([, content]) => content);
	field.$wrapper.empty().append(
		h(
			"section",
			{ class: "li-panel li-policy-summary", "aria-label": __("The pool in words") },
			h("p", { class: "li-policy-status" }, status(doc, known)),
			h("dl", {}, parts.map(([title, content]) => [h("dt", {}, title), h("dd", {}, content)])),
			((known && known.warnings) || []).map((words) => notice("warning", words))
		)
	);
}

const is_queue = (doc) => doc.strategy === "Manager's Queue";

function status(doc, known) {
	if (cint(doc.disabled)) return __("Disabled. Its leads go to whoever is asked next.");
	if (is_queue(doc)) return __("Leads wait here for a manager to distribute them.");
	const taking = present(doc, known);
	if (!taking.length) return __("Nobody is in this pool, so its leads go to whoever is asked next.");
	return taking.length === 1 ? __("One rep takes the leads of this pool.") : __("{0} reps share the leads of this pool.", [taking.length]);
}

function receivers(doc, known) {
	if (is_queue(doc)) return doc.manager ? frappe.user.full_name(doc.manager) : __("those with the role Sales Manager");
	const rows = (doc.members || []).filter((row) => row.user);
	if (!rows.length) return null;
	const taking = present(doc, known);
	const total = taking.reduce((sum, row) => sum + weight_of(row, known), 0);
	return h("ul", {}, rows.map((row) => h("li", {}, member(row, known, taking.includes(row) ? total : 0))));
}

function member(row, known, total) {
	const about = of_user(known, row.user);
	const name = about.name || row.full_name || row.user;
	const weight = weight_of(row, known);
	if (cint(row.paused)) return [h("strong", {}, name), " ", h("span", { class: "li-quiet" }, __("paused"))];
	if (about.problem) return [h("strong", {}, name), " ", h("span", { class: "li-problem" }, about.problem)];
	const of_profile = !(flt(row.weight) > 0) && about.weight ? __("weight {0}, by the profile", [number(weight)]) : __("weight {0}", [number(weight)]);
	return [h("strong", {}, name), " ", h("span", { class: "li-quiet" }, `${share_text(total ? weight / total : 0, 0)} · ${of_profile}`)];
}

/** Those who take leads, by what is known of them. */
const present = (doc, known) => (doc.members || []).filter((row) => row.user && !cint(row.paused) && !of_user(known, row.user).problem);

const of_user = (known, user) => (known && known.users[user]) || {};

function weight_of(row, known) {
	const own = flt(row.weight);
	return own > 0 ? own : flt(of_user(known, row.user).weight) || 1;
}

const number = (value) => format_number(value, null, Number.isInteger(value) ? 0 : 2);

function how(doc) {
	const grades = (doc.hot_grades || "").split(",").map((grade) => grade.trim()).filter(Boolean);
	const said = {
		"Weighted Round Robin": () => __("In turn, by weight."),
		"Least Loaded": () => __("To whoever has the least open work, measured by their capacity."),
		"Manager's Queue": () => __("By hand. Nobody is chosen by the app."),
		"Best Fit": () =>
			grades.length
				? __("Leads of grade {0} to whoever converts best; each rep gets at least {1} % of a fair share of them. All others in turn, by weight.", [grades.join(", "), number(flt(doc.floor))])
				: __("No grade is hot, so all leads go in turn, by weight."),
	}[doc.strategy];
	return said ? said() : null;
}

function first(doc) {
	if (is_queue(doc)) return [];
	return [
		cint(doc.account_owner_first) && __("A lead of a customer or prospect goes to whoever looks after it."),
		cint(doc.previous_owner_first) && __("A lead that comes back goes to whoever had it before."),
		cint(doc.during_hours) && __("Whoever is outside of their working hours is passed over as long as others are at work."),
	].filter(Boolean);
}

function skills(doc) {
	const kinds = [
		[doc.language_match, __("language")],
		[doc.product_match, __("product")],
		[doc.sector_match, __("sector")],
	];
	const level = cint(doc.minimum_level) > 1 ? __("Only skills of level {0} or above count.", [cint(doc.minimum_level)]) : null;
	const of = (match) => kinds.filter(([chosen]) => chosen === match).map(([, name]) => name);
	const [required, preferred] = [of("Required"), of("Preferred")];
	return [
		required.length && __("Required: {0}", [required.join(", ")]),
		preferred.length && __("Preferred: {0}", [preferred.join(", ")]),
		(required.length || preferred.length) && level,
	].filter(Boolean);
}

function then(doc, known) {
	const after = known ? known.fallbacks : [doc.fallback_pool].filter(Boolean);
	return [...after, __("the default pool of the policy"), __("its manager")].join(" → ");
}

function used_by(policies) {
	if (!policies.length) return h("span", { class: "li-quiet" }, __("No policy that is live or in draft."));
	return h(
		"ul",
		{},
		policies.map(({ name, title, status }) =>
			h("li", {}, h("a", { href: `/app/lead-routing-policy/${encodeURIComponent(name)}` }, title), " ", h("span", { class: "li-quiet" }, `${name} · ${__(status)}`))
		)
	);
}

const list = (lines) => (lines.length ? h("ul", {}, lines.map((line) => h("li", {}, line))) : null);
