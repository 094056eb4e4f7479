// On the profile of a rep: what the rep has open, what still fits in, and why nothing does.

import { h, joined } from "../elements";
import { moment_text } from "../lead/stage/when";
import { ask } from "../server";

const AWAY = {
	disabled_user: () => __("The user is disabled."),
	no_sales_role: () => __("The user has no role of sales."),
	no_new_leads: () => __("Takes no new leads."),
	out_of_office: () => __("Out of office."),
	leave: () => __("On leave."),
	holiday: () => __("On holiday."),
};
const FULL = 90;

export async function show_state(frm) {
	const { $wrapper } = frm.fields_dict.rep_state;
	$wrapper.empty();
	if (frm.is_new() || !may_see(frm)) return;
	const name = frm.doc.name;
	try {
		const state = await ask("rep_profile.state", { profile: name });
		if (frm.doc.name === name) $wrapper.empty().append(panel(state));
	} catch (error) {
		$wrapper.append(h("p", { class: "li-quiet" }, error.message));
	}
}

function may_see(frm) {
	return frm.doc.user === frappe.session.user || ["Sales Manager", "System Manager"].some((role) => frappe.user.has_role(role));
}

function panel(state) {
	return h("div", { class: "li-rep" }, presence(state), load(state), h("ul", { class: "li-rep-facts" }, facts(state).map((fact) => h("li", {}, fact))));
}

function presence(state) {
	if (state.absence) return pill("orange", [AWAY[state.absence](), until(state.absent_until)]);
	if (state.is_off) return pill("gray", [__("Outside of working hours."), until(state.off_until)]);
	return pill("green", [__("At work.")]);
}

function pill(colour, words) {
	return h("p", {}, h("span", { class: `indicator-pill ${colour}` }, words.filter(Boolean).join(" ")));
}

function until(at) {
	return at && __("Until {0}.", [moment_text(at)]);
}

function load({ load, capacity, counts_now, is_ramping }) {
	const share = capacity ? Math.min(100, (100 * load) / capacity) : 100;
	const colour = share >= 100 ? "red" : share >= FULL ? "orange" : "green";
	return h(
		"div",
		{ class: "li-rep-load" },
		h("div", {}, __("Load: {0} of {1}", [number(load), number(capacity)])),
		h("div", { class: `li-rep-bar li-${colour}`, "aria-hidden": "true" }, h("span", { style: `width: ${share}%` })),
		is_ramping && h("div", { class: "li-quiet" }, __("New or just back: up to {0} for now.", [number(counts_now)]))
	);
}

function facts(state) {
	return [open_work(state), intake(state), converted(state), pools(state), __("It is {0} there ({1}).", [time(state.clock), state.zone])];
}

function open_work({ open_leads, open_opportunities, by_grade }) {
	const grades = Object.keys(by_grade).sort();
	const list = grades.map((grade) => `${grade || __("without grade")} ${by_grade[grade]}`).join(", ");
	const leads = list ? __("{0} open leads ({1})", [open_leads, list]) : __("{0} open leads", [open_leads]);
	return `${leads}, ${__("{0} open opportunities", [open_opportunities])}`;
}

function intake({ taken_today, daily_limit, taken_this_hour, hourly_limit }) {
	const today = daily_limit ? __("{0} of {1} new leads today", [taken_today, daily_limit]) : __("{0} new leads today", [taken_today]);
	return hourly_limit ? `${today}, ${__("{0} of {1} this hour", [taken_this_hour, hourly_limit])}` : today;
}

function converted({ converted, decided }) {
	return decided ? __("{0} of {1} leads of the last year were converted", [converted, decided]) : __("No lead of the last year has an outcome yet");
}

function pools({ pools }) {
	if (!pools.length) return __("In no pool");
	return [__("In these pools:"), " ", ...joined(pools.map((name) => h("a", { href: `/app/lead-routing-pool/${encodeURIComponent(name)}` }, name)))];
}

function time(clock) {
	return moment(clock).format(frappe.datetime.get_user_time_fmt().replace(":ss", ""));
}

function number(value) {
	return format_number(value, null, Number.isInteger(value) ? 0 : 1);
}
