// What an action asks before it is done. When the server refuses, the dialog stays with all that was typed.

import { one_at_a_time } from "../../one_at_a_time";
import { call } from "../../server";

/** `done` is called once the server has done it. An action without fields is done at once; `missed` is called where that
 * came too late. */
export async function ask_and_act(action, lead, done, missed) {
	const about = action.about ? await action.about() : null;
	if (action.about && !about) return;
	if (action.run) return action.run();
	const fields = action.fields ? action.fields(about) : [];
	const act = async (values) => {
		const about_whom = action.is_for_many ? { leads: lead } : { lead };
		const answer = await call(`stage.${action.method}`, { ...about_whom, ...action.args, ...values }, { freeze: true });
		if (!answer || told_why_not(answer)) return false;
		await done(answer);
		return true;
	};
	if (fields.length) open_dialog(action, fields, about, act);
	else if (!(await act({}))) missed();
}

/** What can be done for many leads says for each why it was not done, as markup that is safe. */
function told_why_not({ refused = [] }) {
	if (refused.length) frappe.msgprint({ message: refused[0].why, indicator: "red" });
	return refused.length > 0;
}

/** A dialog with these fields whose button calls `act`; it closes when that gives true. */
export function open_dialog({ title, primary, changed }, fields, about, act) {
	const dialog = new frappe.ui.Dialog({
		title,
		static: true,
		fields,
		primary_action_label: primary || title,
		primary_action: one_at_a_time(async (values) => {
			dialog.disable_primary_action();
			const is_done = await act(values).catch(() => false);
			dialog.enable_primary_action();
			if (is_done) dialog.hide();
		}),
		secondary_action_label: __("Cancel"),
		secondary_action: () => dialog.hide(),
	});
	dialog.$wrapper.addClass("li-act-dialog").on("hidden.bs.modal", (event) => {
		if (event.target === dialog.$wrapper[0]) dialog.$wrapper.remove();
	});
	if (changed) changed(dialog, about);
	dialog.show();
	return dialog;
}
