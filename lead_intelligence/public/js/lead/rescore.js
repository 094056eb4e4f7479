import { call } from "../server";
import { score_text } from "./figures";


/** Scores the lead of a form again and shows what came of it. */
export async function rescore_form(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint({
			title: __("Save First"),
			message: __("This lead has changes that are not saved. Save it: that scores it as well."),
			indicator: "orange",
		});
		return;
	}
	const result = await call("lead_score.rescore", { leads: frm.doc.name }, { freeze: true });
	if (!result) return;
	await frm.reload_doc();
	if (result.scored) {
		const now = [score_text(frm.doc.li_score), frm.doc.li_grade];
		frappe.show_alert({ message: told(__("Scored: {0}, grade {1}", now)), indicator: "green" });
	} else {
		report({ ...result, asked: 1 });
	}
}

/** Scores leads again, a large selection in the background. */
export async function rescore_selected(names) {
	const result = await call("lead_score.rescore", { leads: names }, { freeze: true, freeze_message: __("Scoring…") });
	if (result) report({ ...result, asked: names.length });
}

function report({ scored, in_background, asked }) {
	if (in_background) {
		frappe.show_alert({ message: __("{0} leads are being scored in the background.", [in_background]), indicator: "blue" });
	} else if (scored === asked) {
		const text = scored === 1 ? __("1 lead was scored.") : __("{0} leads were scored.", [scored]);
		frappe.show_alert({ message: text, indicator: "green" });
	} else {
		const text = __("{0} of {1} leads were scored. The others have no live model, or failed and will be tried again.", [
			scored,
			asked,
		]);
		frappe.show_alert({ message: text, indicator: "orange" }, 10);
	}
}

// Alerts show markup, and a grade may be called anything.
function told(text) {
	return frappe.utils.escape_html(text);
}
