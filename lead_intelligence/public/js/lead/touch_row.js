// Touches in a list by day, or by month where they are older, each with what is left of it.

import { h, icon, joined } from "../elements";
import { points_text } from "./figures";
import { rule_sentence } from "./rule_sentence";

// The channels of the kinds that come with the app.
const ICONS = {
	"E-Mail": "mail",
	Website: "website",
	Event: "calendar",
	Phone: "call",
	Meeting: "users",
	Chat: "message-1",
};
const DAYS_APART = 14;

export function touch_days(touches, about) {
	const groups = [];
	for (const touch of touches) {
		const at = moment(frappe.datetime.convert_to_user_tz(touch.happened_at, false));
		const title = heading(at);
		if (!groups.length || groups.at(-1).title !== title) groups.push({ title, rows: [] });
		groups.at(-1).rows.push(row(touch, at, about));
	}
	return groups.map(({ title, rows }) => [h("h6", { class: "li-touch-day" }, title), h("ul", { class: "li-touches-list" }, rows)]);
}

function heading(at) {
	const days = days_ago(at);
	if (days === 0) return __("Today");
	if (days === 1) return __("Yesterday");
	if (days < DAYS_APART) return date_text(at);
	return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { month: "long", year: "numeric" }).format(at.toDate());
}

function days_ago(at) {
	return moment(frappe.datetime.now_datetime()).startOf("day").diff(moment(at).startOf("day"), "days");
}

function date_text(at) {
	return frappe.datetime.str_to_user(at.format("YYYY-MM-DD"), false, true);
}

function time_text(at) {
	const time = at.format(frappe.datetime.get_user_time_fmt().replace(":ss", ""));
	return days_ago(at) < DAYS_APART ? time : `${date_text(at)} ${time}`;
}

function row(touch, at, about) {
	const spent = touch.weights.length > 0 && touch.weights.every((weight) => weight.nothing);
	const classes = ["li-touch", touch.intent && "li-touch-intent", spent && "li-touch-spent"];
	return h(
		"li",
		{ class: classes.filter(Boolean).join(" ") },
		h("span", { class: "li-touch-icon", title: touch.channel ? __(touch.channel) : null }, icon(ICONS[touch.channel] || "primitive-dot", "sm")),
		h(
			"div",
			{ class: "li-touch-what" },
			h(
				"div",
				{ class: "li-touch-kind" },
				h("span", { class: "li-rule" }, touch.kind),
				touch.intent && h("span", { class: "li-intent-mark" }, __("Intent")),
				touch.response && h("span", { class: "li-response-mark" }, touch.response === "Answer" ? __("Answer") : __("Attempt"))
			),
			touch.subject && h("div", { class: "li-touch-subject" }, touch.subject),
			touch.notes && h("div", { class: "li-touch-notes" }, rule_sentence(touch.notes)),
			h("div", { class: "li-quiet li-touch-about" }, joined(details(touch, at), " · "))
		),
		about.scored && h("div", { class: "li-touch-weights" }, weights(touch, spent))
	);
}

function details(touch, at) {
	return [
		time_text(at),
		touch.direction === "Outbound" && __("from us"),
		touch.source,
		touch.campaign,
		touch.by && __("added by {0}", [touch.by]),
		touch.record && h("a", { href: frappe.utils.get_form_link(touch.record.doctype, touch.record.name) }, touch.record.label),
	].filter(Boolean);
}

function weights(touch, spent) {
	if (!touch.weights.length) return h("span", { class: "li-quiet" }, __("No rule counts it"));
	const percent = Math.round(100 * touch.left);
	return [
		h(
			"div",
			{ class: "li-left-bar", title: __("{0}% left today", [percent]), "aria-hidden": "true" },
			h("span", { style: `width: ${percent}%` })
		),
		spent && touch.weights.every(is_over)
			? h("span", {}, __("Counts for nothing any more"))
			: touch.weights.map((weight) => h("span", {}, weight_text(weight, touch.weights.length > 1))),
	];
}

function is_over({ standing }) {
	return ["faded", "too old", "not the latest"].includes(standing);
}

function weight_text(weight, named) {
	const told = standing_text(weight);
	return named ? __("{0}: {1}", [weight.rule, told]) : told;
}

function standing_text({ standing, points, full, at_least, at_most, nothing }) {
	if (standing === "too few") return __("counts once there are {0}", [format_number(at_least, null, 0)]);
	if (standing === "later") return __("counts from its day on");
	if (nothing) return __("counts for nothing any more");
	if (standing === "above the most") return __("above the most, {0}", [points_text(Math.abs(at_most))]);
	return __("{0} of {1} points left", [tenths(points), tenths(full)]);
}

function tenths(points) {
	const shown = Math.round(points * 10) / 10;
	return format_number(shown, null, Number.isInteger(shown) ? 0 : 1).replace("-", "−");
}
