// The previews of a model, as the server knows them. What a finished one found is asked for once.

import { ask, call } from "../server";

const PREVIEW = "Lead Scoring Preview";
const UNFINISHED = ["Waiting", "Running"];
const results = new Map();

export const previews_of = (model) => ask("preview.previews_of", { model });
export const progress_of = (preview) => ask("preview.progress", { preview });
export const leads_of_cell = (about) => ask("preview.leads_of_cell", about);
export const begin = (about) => call("preview.begin", about, { freeze: true });
export const stop = (preview) => call("preview.stop", { preview });

export const is_unfinished = (preview) => UNFINISHED.includes(preview.status);
export const is_done = (preview) => preview.status === "Done";

export async function result_of(preview) {
	if (!results.has(preview)) results.set(preview, await ask("preview.result", { preview }));
	return results.get(preview);
}

export async function remove(preview) {
	await frappe.db.delete_doc(PREVIEW, preview);
	results.delete(preview);
}

/** What was kept of other models, the newest first. */
export function of_other_models(model) {
	return frappe.db.get_list(PREVIEW, {
		filters: { status: "Done", model: ["!=", model] },
		fields: ["name", "model", "finished_at"],
		order_by: "finished_at desc",
		limit: 20,
	});
}

/** Calls `then` at each step of a preview that the server tells of. Returns what ends that. */
export function listen(preview, then) {
	const hear = (told) => told.preview === preview && then();
	frappe.realtime.doc_subscribe(PREVIEW, preview);
	frappe.realtime.on("lead_intelligence_preview", hear);
	return () => {
		frappe.realtime.off("lead_intelligence_preview", hear);
		frappe.realtime.doc_unsubscribe(PREVIEW, preview);
	};
}
