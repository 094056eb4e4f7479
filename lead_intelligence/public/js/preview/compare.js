// Two previews side by side, of one model or of two.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { grade_pill, known_colour } from "../lead/grade_pill";
import { compared_text, settings_text } from "./about";
import { count, interval_bar, minute, NOTHING, round_end, share_range, share_text } from "./figures";
import { auc_text, judged_text, lift_text, lift_title } from "./ranking";
import { of_other_models, result_of } from "./store";

/** `kept`: the finished previews of the model; those of others are offered as well. */
export async function compare_dialog(one, kept, model) {
	const own = kept.filter((other) => other.name !== one.name);
	const others = (await of_other_models(model)) || [];
	const root = h("div", { class: "li-panel li-compare" });
	const dialog = new frappe.ui.Dialog({
		title: __("Compare two previews"),
		size: "extra-large",
		fields: [{ fieldtype: "HTML", fieldname: "content" }],
	});
	dialog.get_field("content").$wrapper.append(root);
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	const choices = [
		...own.map((other) => [other.name, `${minute(other.finished_at)} · ${settings_text(other)}`]),
		...others.map((other) => [other.name, `${minute(other.finished_at)} · ${other.model}`]),
	];
	if (!choices.length) {
		root.append(
			h(
				"p",
				{ class: "li-quiet" },
				__("There is no other preview yet. Preview again, or preview another draft, and compare then.")
			)
		);
		return;
	}
	const body = h("div", {});
	const options = choices.map(([value, label]) => h("option", { value }, label));
	const select = h("select", { class: "form-control", onchange: () => draw() }, options);
	root.append(h("label", { class: "li-choice" }, h("span", {}, __("Compare with")), select), body);
	await draw();

	async function draw() {
		const chosen = select.value;
		body.setAttribute("aria-busy", "true");
		const content = await Promise.all([result_of(one.name), result_of(chosen)]).then(
			(both) => comparison(...both),
			(error) => [h("p", { role: "alert" }, error.message)]
		);
		if (select.value !== chosen) return;
		body.replaceChildren(...content.filter(Boolean));
		body.removeAttribute("aria-busy");
	}
}

function comparison(left, right) {
	const both = [left, right];
	const end = round_end(both.flatMap(({ comparison: found }) => found.new.grades));
	const lifts = left.comparison.new.lifts.length ? left.comparison.new.lifts : right.comparison.new.lifts;
	const grades = new Map(
		both.flatMap(({ comparison: found }) => found.new.grades.map((grade) => [grade.grade, grade.colour]))
	);
	return [
		different_grounds(left.preview, right.preview),
		h(
			"table",
			{ class: "li-table li-two" },
			h(
				"thead",
				{},
				h(
					"tr",
					{},
					h("td", {}),
					both.map(({ preview }) => h("th", { scope: "col" }, head(preview)))
				)
			),
			h(
				"tbody",
				{},
				line(__("Leads"), both, (found) => count(found.leads)),
				line(__("Change grade"), both, (found) =>
					found.old
						? `${count(found.changes.changed)} (${__("{0} up, {1} down", [
								count(found.changes.up),
								count(found.changes.down),
						  ])})`
						: NOTHING
				),
				line(__("Won of judged leads"), both, judged_text),
				line(__("ROC AUC"), both, (found) => auc_text(found.new) || NOTHING),
				lifts.map((lift, place) =>
					line(lift_title(lift), both, (found) =>
						found.new.lifts[place] ? lift_text(found.new.lifts[place]) : NOTHING
					)
				),
				[...grades].map(([name, colour]) =>
					line(grade_pill(name, colour), both, (found) => grade_cell(found, name, end, colour))
				)
			)
		),
		h(
			"p",
			{ class: "li-quiet li-hint" },
			__("Ranges are of 95 % confidence. Figures are those of each preview’s own model.")
		),
	];
}

function line(title, both, text) {
	return h(
		"tr",
		{},
		h("th", { scope: "row" }, title),
		both.map(({ comparison: found }) => h("td", {}, text(found)))
	);
}

function head(preview) {
	return [
		h("div", {}, `${preview.model_title} · ${preview.model}`),
		h(
			"div",
			{ class: "li-quiet li-small" },
			[minute(preview.finished_at), compared_text(preview), settings_text(preview)].join(" · ")
		),
	];
}

function grade_cell(found, name, end, colour) {
	const grade = found.new.grades.find((one) => one.grade === name);
	if (!grade) return NOTHING;
	const converted = grade.known
		? [
				h("strong", {}, share_text(grade.rate)),
				" ",
				h("span", { class: "li-quiet" }, share_range(grade.rate_low, grade.rate_high)),
		  ]
		: h("span", { class: "li-quiet" }, __("no outcome"));
	return h(
		"div",
		{ class: "li-rate" },
		h(
			"div",
			{ class: "li-rate-words" },
			converted,
			h("span", { class: "li-quiet li-of" }, __("{0} leads", [count(grade.leads)]))
		),
		grade.known > 0 && interval_bar(grade, end, known_colour(colour))
	);
}

/** Figures of different leads cannot be held against each other. */
function different_grounds(one, other) {
	if (one.newer_than === other.newer_than && one.lost_after_days === other.lost_after_days) return null;
	return notice(
		"warning",
		__("The two previews judged different leads: their figures on outcomes cannot be compared directly.")
	);
}
