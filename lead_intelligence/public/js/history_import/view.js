// What an import says of itself: how far it is, what it comes to, what is wrong with which lines, and what would be entered.

import { h, joined } from "../elements";

const number = (value) => format_number(value || 0, null, 0);

export function view_of(doc, figures) {
	const found = figures.findings;
	return h(
		"div",
		{ class: "li-history-import", "data-status": figures.status },
		h("p", { class: "li-history-sentence", role: "status" }, sentence(doc, figures)),
		is_at_work(figures) && bar(figures),
		figures.error && h("p", { class: "li-history-error", role: "alert" }, figures.error),
		found?.counts && [counts(found), masters(found, figures), problems(found, doc), notices(found), sample(found)],
		found?.kept?.length > 0 && kept(found.kept)
	);
}

/** What the server would not do. */
export function show_problem(frm, message) {
	const wrapper = frm.get_field("import_state").$wrapper;
	wrapper.find(".li-history-refusal").remove();
	wrapper.prepend(h("p", { class: "li-history-error li-history-refusal", role: "alert" }, message));
	frappe.utils.scroll_to(wrapper);
}

const is_at_work = (figures) => ["Checking", "Importing", "Undoing"].includes(figures.status);

function sentence(doc, figures) {
	const counts = figures.findings?.counts;
	switch (figures.status) {
		case "Draft":
			return doc.file
				? __("Say below what each column means, save, and check the file. A check writes nothing.")
				: __("Attach a CSV file with one line for each lead, and say whose history it is.");
		case "Checking":
			return __("The file is being checked. Nothing is written. You can leave this page.");
		case "Checked":
			return counts?.refused
				? __("{0} of {1} lines can be imported. The others are listed below, with what to do.", [number(counts.read - counts.refused), number(counts.read)])
				: __("All {0} lines can be imported.", [number(counts?.read)]);
		case "Importing":
			return __("The history is being entered. You can leave this page.");
		case "Imported":
			return __("{0} lines are entered, {1} were refused.", [number(counts?.read - counts?.refused), number(counts?.refused)]);
		case "Undoing":
			return __("The import is being undone. You can leave this page.");
		case "Undone":
			return __("The import is undone. It can be checked and imported again.");
		default:
			return figures.can_undo ? __("The import did not come to its end.") : __("The file could not be checked.");
	}
}

function bar(figures) {
	const percent = Math.floor((figures.share || 0) * 100);
	const attributes = { role: "progressbar", "aria-label": __("Progress"), "aria-valuenow": percent, "aria-valuemin": 0, "aria-valuemax": 100 };
	return [
		h("div", { class: "li-run-bar", ...attributes }, h("span", { style: `width: ${percent}%` })),
		h("p", { class: "li-quiet" }, __("{0} of about {1}", [number(figures.done), number(figures.total)])),
	];
}

function counts({ counts: of, stages, deals }) {
	const all = [
		[__("Lines"), of.read],
		[__("Refused"), of.refused, of.refused && "li-run-alarm"],
		[__("Known Leads"), of.found],
		[__("New Leads"), of.created],
		...Object.entries(stages).map(([stage, number]) => [__(stage), number]),
		[__("Answers"), of.answers],
		...Object.entries(deals).map(([outcome, number]) => [__("Opportunities: {0}", [__(outcome)]), number]),
		[__("Without Amount"), of.without_amount],
		[__("There Already"), of.already],
		[__("Left Out"), of.left_out],
		[__("Closed before Opened"), of.closed_before_opened],
		[__("Stages out of Order"), of.out_of_order],
		[__("Answered before First Contact"), of.answered_before_contact],
	];
	const shown = all.filter(([, value], place) => value || place < 2);
	return h(
		"dl",
		{ class: "li-run-figures" },
		shown.map(([label, value, style]) => h("div", { class: style || null }, h("dt", {}, label), h("dd", {}, number(value))))
	);
}

function masters({ masters: made }, figures) {
	const lines = Object.entries(made || {}).filter(([, names]) => names.length);
	if (!lines.length) return null;
	return block(
		figures.status === "Checked" ? __("Not There Yet") : __("Created Besides"),
		h("p", { class: "li-quiet" }, __("They are created by the import, and stay if it is undone.")),
		lines.map(([meaning, names]) => h("p", {}, h("strong", {}, `${__(meaning)}: `), some(names)))
	);
}

function some(names, most = 12) {
	const rest = names.length - most;
	return [names.slice(0, most).join(", "), rest > 0 ? ` ${__("and {0} more", [number(rest)])}` : ""];
}

function problems({ problems: refused, counts: of }, doc) {
	if (!refused.length) return null;
	const file = doc.refused_file && h("a", { href: doc.refused_file, download: true }, __("Download the refused lines"));
	return block(
		__("Refused Lines"),
		h("p", { class: "li-quiet" }, refused.length < of.refused ? __("The first {0} of {1}.", [refused.length, number(of.refused)]) : "", " ", file),
		lines_table(refused)
	);
}

function notices({ notices: left_out, counts: of }) {
	if (!left_out.length) return null;
	return block(
		__("Parts of Lines That Are Left Out"),
		h("p", { class: "li-quiet" }, __("The rest of these lines is entered. {0} dates or opportunities are left out.", [number(of.left_out)])),
		lines_table(left_out)
	);
}

/** Lines of a file with what is to be done about each. */
export function lines_table(rows) {
	return h(
		"table",
		{ class: "li-table li-stacks" },
		h("thead", {}, h("tr", {}, h("th", { scope: "col" }, __("Line")), h("th", { scope: "col" }, __("What to Do")))),
		h(
			"tbody",
			{},
			rows.map((row) =>
				h(
					"tr",
					{},
					h("th", { scope: "row", class: "li-number" }, number(row.line)),
					h("td", { "data-label": "" }, joined(row.sentences, h("br")))
				)
			)
		)
	);
}

function sample({ sample: rows }) {
	if (!rows.length) return null;
	return block(
		__("What Is Entered, for Example"),
		h(
			"table",
			{ class: "li-table li-stacks" },
			h("thead", {}, h("tr", {}, [__("Line"), __("Lead"), __("Stages"), __("Answer"), __("Opportunity")].map((label) => h("th", { scope: "col" }, label)))),
			h("tbody", {}, rows.map(sample_row))
		)
	);
}

function sample_row(row) {
	const lead = row.lead ? h("a", { href: frappe.utils.get_form_link("Lead", row.lead) }, row.lead) : __("New Lead");
	return h(
		"tr",
		{},
		h("th", { scope: "row", class: "li-number" }, number(row.line)),
		h("td", { "data-label": __("Lead") }, row.name, " (", lead, ")"),
		h("td", { "data-label": __("Stages") }, row.stages.map(([stage, at]) => h("div", {}, `${stage}: ${at}`))),
		h("td", { "data-label": __("Answer") }, row.answer),
		h("td", { "data-label": __("Opportunity") }, row.deal && deal_words(row.deal))
	);
}

function deal_words(deal) {
	const amount = deal.amount === null ? null : format_number(Number(deal.amount), null, 2);
	const opened = deal.opened_at && __("from {0}", [deal.opened_at]);
	const closed = deal.closed_at && __("until {0}", [deal.closed_at]);
	return [deal.outcome, opened, closed, amount].filter(Boolean).map((words) => h("div", {}, words));
}

function kept(names) {
	const links = names.slice(0, 20).map((name) => h("a", { href: frappe.utils.get_form_link("Lead", name) }, name));
	const rest = names.length - links.length;
	return block(
		__("Leads That Stay"),
		h("p", {}, __("Something has happened to them since they were imported:"), " ", joined(links), rest > 0 && ` ${__("and {0} more", [number(rest)])}`)
	);
}

function block(title, ...content) {
	return h("section", { class: "li-block" }, h("div", { class: "li-block-head" }, h("h4", {}, title)), content);
}
