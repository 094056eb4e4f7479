// The form of a Lead History Import: its columns are read when a file is attached, and it is checked, imported and taken back.

import { follow_job } from "../evaluation_run/follow";
import { ask, post } from "../server";
import { show_problem, view_of } from "./view";

const EVENT = "lead_history_import_progress";
const COLOURS = { Draft: "gray", Checking: "blue", Checked: "orange", Importing: "blue", Imported: "green", Undoing: "blue", Undone: "gray", Failed: "red" };
const AT_WORK = ["Checking", "Importing", "Undoing"];
const is_over = (figures) => !AT_WORK.includes(figures.status);

export const history_import_events = {
	refresh(frm) {
		frm.li_history?.stop();
		frm.li_history = null;
		frm.get_field("import_state").$wrapper.empty();
		const grid = frm.get_field("columns").grid;
		// Which columns there are, the file says.
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
		grid.refresh();
		if (!frm.is_new()) look(frm);
	},
	file(frm) {
		// Its columns are read as it is saved, which needs a title.
		const [name] = (frm.doc.file || "").split("/").slice(-1);
		if (!name || frm.doc.title) return;
		frm.doc.title = decodeURIComponent(name).slice(0, 140);
		frm.refresh_field("title");
	},
};

export const history_import_list = {
	get_indicator: (doc) => [__(doc.status), COLOURS[doc.status], `status,=,${doc.status}`],
};

async function look(frm) {
	const name = frm.doc.name;
	const is_seen = () => window.cur_frm === frm && frm.doc.name === name;
	const figures = await ask("history_import.progress", { name }).catch(() => null);
	if (!figures || !is_seen() || frm.li_history) return;
	show(frm, figures);
	if (is_over(figures)) return;
	const job = { event: EVENT, is_of_it: (told) => told.name === name, look: () => ask("history_import.progress", { name }), is_over };
	const stop = follow_job(job, is_seen, (now) => (is_over(now) ? ended(frm, now) : show(frm, now)));
	frm.li_history = { stop };
}

/** Its fields, too, say what came of it. What was entered meanwhile stays, and Frappe says that the form is an older one. */
function ended(frm, figures) {
	frm.li_history?.stop();
	if (!frm.is_dirty()) return frm.reload_doc();
	show(frm, figures);
	frm.doc.__needs_refresh = true;
	frm.show_conflict_message();
}

function show(frm, figures) {
	frm.page.set_indicator(__(figures.status), COLOURS[figures.status]);
	frm.get_field("import_state").$wrapper.empty().append(view_of(frm.doc, figures));
	frm.clear_custom_buttons();
	if (!frm.perm[0]?.write) return;
	for (const [label, what, style] of offers(figures)) {
		frm.add_custom_button(label, () => act(frm, what));
		if (style) frm.change_custom_button_type(label, null, style);
	}
}

function offers(figures) {
	const check = (style) => [__("Check"), "check", style];
	// A form has an "Undo" of its own, for what was typed.
	const undo = [__("Undo Import"), "undo"];
	switch (figures.status) {
		case "Draft":
		case "Undone":
			return [check("primary")];
		case "Checked":
			return [[__("Import"), "begin", "primary"], check()];
		case "Checking":
		case "Importing":
			return [[__("Stop"), "stop"]];
		case "Imported":
			return [undo];
		case "Failed":
			return [figures.can_go_on && [__("Go On"), "begin", "primary"], figures.can_undo ? undo : check("primary")].filter(Boolean);
		default:
			return [];
	}
}

const QUESTIONS = {
	begin: () => __("Enter this history? Nobody is told or assigned, and no clock runs. It can be undone."),
	undo: () =>
		__("Undo this import? What it has entered is removed, with the leads that it has created, unless something has happened to them since."),
	stop: () => __("Stop? What is entered so far stays until it is undone."),
};

async function act(frm, what) {
	if (frm.is_dirty() && what !== "stop") await frm.save();
	// It was refused, and the desk has said why.
	if (frm.is_dirty() && what !== "stop") return;
	if (QUESTIONS[what] && !(await is_wanted(QUESTIONS[what]()))) return;
	try {
		await post(`history_import.${what}`, { name: frm.doc.name });
		if (!frm.is_dirty()) await frm.reload_doc();
	} catch (refusal) {
		show_problem(frm, refusal.message);
	}
}

function is_wanted(question) {
	return new Promise((answer) => frappe.confirm(question, () => answer(true), () => answer(false)));
}
