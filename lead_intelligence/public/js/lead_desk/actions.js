// What a rep can do with a lead of the desk, each by a button, a key or a thumb.

import { icon } from "../elements";
import { call_dialog } from "./dialogs/call";
import { bant_dialog } from "./dialogs/bant";
import { write_mail } from "./dialogs/mail";
import { meeting_dialog } from "./dialogs/meeting";
import { message_dialog, note_dialog } from "./dialogs/note";
import { accept, refuse_dialog } from "./dialogs/refuse";
import { revisit_dialog } from "./dialogs/revisit";
import { snooze_dialog } from "./dialogs/snooze";
import { done_dialog, step_dialog } from "./dialogs/step";
import { forget_old_drafts, has_draft } from "./drafts";

const NOT_TO_BE_CONTACTED = "Do Not Contact";
const may_contact = (row) => row.status !== NOT_TO_BE_CONTACTED;
const always = () => true;

// Which of them is what a row asks for: `act` of its `todo`.
const ACTIONS = [
	{ key: "call", act: "call", label: () => __("Call"), shortcut: "c", picture: "es-line-call", fits: may_contact, run: call_dialog },
	{ key: "accept", act: "accept", label: () => __("Accept"), shortcut: "a", picture: "es-line-check", fits: (row) => Boolean(row.handover), run: accept },
	{ key: "refuse", label: () => __("Refuse"), shortcut: "r", picture: "es-line-close", fits: (row) => Boolean(row.handover), run: refuse_dialog },
	{ key: "mail", act: "mail", label: () => __("E-Mail"), shortcut: "m", picture: "es-line-email", fits: may_contact, run: write_mail },
	{ key: "revisit", act: "revisit", label: () => __("Bring Back"), picture: "es-line-reply", fits: (row) => row.stage === "Nurture", run: revisit_dialog },
	{ key: "done", act: "step", label: () => __("Planned Step Done"), shortcut: "d", picture: "es-line-double-check", fits: (row) => row.steps.length > 0, run: done_dialog },
	{ key: "meeting", act: "meeting", label: () => __("Log a Meeting"), shortcut: "l", picture: "es-line-people", fits: always, run: meeting_dialog },
	{ key: "message", act: "message", label: () => __("Log a Message"), shortcut: "g", picture: "es-line-chat", fits: may_contact, run: message_dialog },
	{ key: "bant", label: () => __("What You Found Out"), shortcut: "b", picture: "es-line-question", fits: always, run: bant_dialog },
	{ key: "note", label: () => __("Note"), shortcut: "t", picture: "es-line-notes", fits: always, run: note_dialog },
	{ key: "step", label: () => __("Next Step"), shortcut: "n", picture: "es-line-plan", fits: always, run: step_dialog },
	{ key: "snooze", label: () => __("Snooze"), shortcut: "s", picture: "es-line-tomorrow", fits: always, run: snooze_dialog },
];

forget_old_drafts();

/** [{ key, label, shortcut, icon, is_main, is_offered, has_draft, run() }]. `desk`: {is_own, changed(lead, words)}. */
export function actions_for(row, desk) {
	const may_act = desk.is_own && row.may_write !== false;
	const offered = ACTIONS.map((action) => ({
		key: action.key,
		label: action.label(),
		shortcut: action.shortcut,
		icon: icon(action.picture),
		is_main: action.act === row.todo.act,
		is_offered: may_act && action.fits(row),
		get has_draft() {
			return has_draft(row.lead, action.key);
		},
		run: () => action.run(row, desk),
	}));
	return [...offered, opening(row)];
}

function opening(row) {
	const run = () => frappe.set_route("Form", "Lead", row.lead);
	return { key: "open", label: __("Open the Lead"), shortcut: "o", icon: icon("external-link"), is_main: row.todo.act === "look", is_offered: true, has_draft: false, run };
}
