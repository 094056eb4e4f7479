// A lead scored by two models, side by side. Nothing is stored.

import { h } from "../elements";
import { ask } from "../server";
import { both_sides } from "./both_sides";

/** Offers the other models of the lead's company, drafts first. */
export async function choose_model({ lead, called }) {
	const models = await ask("preview.models_to_try", { lead }).catch((error) =>
		frappe.msgprint(frappe.utils.escape_html(error.message))
	);
	if (!Array.isArray(models)) return;
	// The live one stands at the left in any case.
	try_model({ lead, called, models: models.filter((model) => model.status !== "Live") });
}

/** `models`: those to choose from, else only `model`. */
export async function try_model({ lead, called, model, models = null }) {
	const root = h("div", { class: "li-panel li-trial" });
	const dialog = new frappe.ui.Dialog({
		title: models ? __("Score {0} with…", [called || lead]) : __("{0}, scored by both models", [called || lead]),
		size: "extra-large",
		fields: [{ fieldtype: "HTML", fieldname: "content" }],
	});
	dialog.get_field("content").$wrapper.append(root);
	dialog.$wrapper.addClass("li-trial-dialog").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	if (models && !models.length) {
		root.append(
			h(
				"p",
				{ class: "li-quiet" },
				__("There is no draft and no other version of a model for this lead’s company.")
			)
		);
		return;
	}
	const body = h("div", {});
	const select = models && model_select(models, () => show(select.value));
	root.append(
		...[
			select && h("label", { class: "li-choice" }, h("span", {}, __("Score this lead with")), select),
			body,
		].filter(Boolean)
	);
	await show(select ? select.value : model);

	async function show(chosen) {
		body.setAttribute("aria-busy", "true");
		const content = await ask("preview.try_on_lead", { lead, model: chosen }).then(both_sides, (error) => [
			h("p", { class: "li-refused", role: "alert" }, error.message),
		]);
		if (select && select.value !== chosen) return;
		body.replaceChildren(...content.filter(Boolean));
		body.removeAttribute("aria-busy");
	}
}

function model_select(models, changed) {
	const options = models.map(({ name, title, status }) =>
		h("option", { value: name }, `${title} · ${name} (${__(status)})`)
	);
	return h("select", { class: "form-control", onchange: changed }, options);
}
