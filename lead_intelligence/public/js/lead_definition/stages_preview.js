// Above the table of stages: the agreement as a path, with how leads come to each stage, what it asks for, and what may be
// made of them from there on. Below it, all of it in words, for those who are to sign it.

import { h, icon } from "../elements";
import { stage_name, target_name } from "../lead/stage/names";

const LADDER = ["Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"];
const AGREED = ["Lead", "MQL", "SAL", "SQL"];
const TARGETS = ["Opportunity", "Prospect", "Quotation", "Customer"];

export const preview_soon = frappe.utils.debounce(show_preview, 250);

function show_preview(frm) {
	const field = frm.fields_dict.stages_preview;
	if (!field) return;
	const was_open = field.$wrapper.find(".li-in-words").prop("open");
	field.$wrapper.empty().append(path(frm.doc), in_words(frm.doc, was_open));
}

function path(doc) {
	const rows = new Map((doc.stages || []).filter((row) => row.stage).map((row) => [row.stage, row]));
	const used = LADDER.filter((stage) => !AGREED.includes(stage) || rows.has(stage));
	const steps = used.map((stage) => step(doc, stage, rows.get(stage) || {}, used));
	return h("ol", { class: "li-agreed-path", "aria-label": __("The stages as a path") }, steps);
}

function step(doc, stage, row, used) {
	const criteria = (doc.criteria || []).filter((one) => one.stage === stage);
	const gated = TARGETS.filter((target) => doc[`${target.toLowerCase()}_from_stage`] === stage);
	return h(
		"li",
		{ class: AGREED.includes(stage) ? "li-agreed-step" : "li-agreed-step li-given", title: row.meaning },
		h("div", { class: "li-agreed-name" }, stage_name(stage)),
		h("div", { class: "li-quiet" }, way_in(stage, row, used)),
		criteria.length > 0 && h("div", { class: "li-quiet" }, criteria_text(criteria.length)),
		gated.length > 0 &&
			h(
				"div",
				{ class: "li-agreed-gates" },
				icon("es-line-unlock", "xs"),
				h("span", {}, __("From here: {0}", [gated.map(target_name).join(", ")]))
			)
	);
}

function way_in(stage, row, used) {
	if (stage === "Raw") return __("every new lead");
	if (!AGREED.includes(stage)) return __("made in ERPNext");
	if (stage === "SAL" && used.includes("MQL")) return __("when sales accepts");
	return row.by_itself ? __("by itself") : __("moved by people");
}

function criteria_text(count) {
	return count === 1 ? __("1 criterion") : __("{0} criteria", [count]);
}

function in_words(doc, open) {
	const stages = (doc.stages || []).filter((row) => row.stage && (row.meaning || criteria_of(doc, row.stage).length));
	if (!stages.length) return "";
	return h(
		"details",
		{ class: "li-in-words", open },
		h("summary", {}, __("Read it in words")),
		stages.map((row) =>
			h(
				"section",
				{},
				h("strong", {}, stage_name(row.stage)),
				row.meaning && h("p", {}, row.meaning),
				h("ul", {}, criteria_of(doc, row.stage).map(criterion))
			)
		)
	);
}

const criteria_of = (doc, stage) => (doc.criteria || []).filter((one) => one.stage === stage && one.criterion);

function criterion({ criterion: name, condition_text }) {
	return h("li", {}, name, condition_text && h("span", { class: "li-quiet" }, `: ${condition_text}`));
}
