// What a check of a file of costs has found.

import { h, joined } from "../elements";
import { lines_table } from "../history_import/view";

const number = (value) => format_number(value || 0, null, 0);

export function found_in(found) {
	return h(
		"div",
		{ class: "li-history-import" },
		h("p", { class: "li-history-sentence", role: "status" }, sentence(found)),
		found.amounts.length > 0 && h("p", { class: "li-quiet" }, __("Amounts: {0}", [found.amounts.map(amount).join(", ")])),
		found.refused ? problems(found) : [notices(found), sample(found)]
	);
}

function sentence({ read, new: added, known, refused }) {
	if (!read) return __("The file has no lines below the names of its columns.");
	if (refused) return __("{0} of {1} lines have problems. Nothing is imported until they are corrected in the file.", [number(refused), number(read)]);
	if (!added) return __("All {0} costs are there already. There is nothing to import.", [number(known)]);
	return known
		? __("{0} costs can be imported. {1} are there already and are left out.", [number(added), number(known)])
		: __("All {0} lines can be imported.", [number(added)]);
}

const amount = ({ amount: value, currency }) => `${format_number(value, null, 2)} ${currency}`;

function problems({ problems: rows, refused }) {
	const first = rows.length < refused && h("p", { class: "li-quiet" }, __("The first {0} of {1}.", [number(rows.length), number(refused)]));
	return [first, lines_table(rows)];
}

function notices({ unknown_sources, unknown_campaigns, without_rate }) {
	const all = [
		[unknown_sources, __("No source is called so, and no lead will be of it. Correct the names in the file, or import all the same:")],
		[unknown_campaigns, __("No campaign is called so, and no lead will be of it. Correct the names in the file, or import all the same:")],
		[without_rate, __("There is no exchange rate for buying, so costs in these currencies are counted nowhere until there is one:")],
	];
	const shown = all.filter(([names]) => names.length);
	return shown.length > 0 && h("ul", { class: "li-cost-notices" }, shown.map(([names, text]) => h("li", {}, text, " ", joined(names.map(name_and_lines)))));
}

const name_and_lines = ({ name, lines }) => [h("strong", {}, name), ` (${number(lines)})`];

function sample({ sample: rows }) {
	if (!rows.length) return null;
	const days = ({ first, last }) => (first === last ? frappe.datetime.str_to_user(first) : `${frappe.datetime.str_to_user(first)} – ${frappe.datetime.str_to_user(last)}`);
	const cells = [
		[__("Source"), (row) => row.source],
		[__("Campaign"), (row) => row.campaign],
		[__("Days"), days],
		[__("Amount"), amount],
	];
	return h(
		"table",
		{ class: "li-table li-stacks" },
		h("caption", {}, __("For Example")),
		h("thead", {}, h("tr", {}, [__("Line"), ...cells.map(([label]) => label)].map((label) => h("th", { scope: "col" }, label)))),
		h(
			"tbody",
			{},
			rows.map((row) => h("tr", {}, h("th", { scope: "row", class: "li-number" }, number(row.line)), cells.map(([label, of]) => h("td", { "data-label": label }, of(row)))))
		)
	);
}
