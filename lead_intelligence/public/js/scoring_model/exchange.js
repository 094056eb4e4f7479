// Models as JSON files, the format that the command line reads as well.

import { h } from "../elements";
import { call } from "../server";

const MODEL = "Lead Scoring Model";

export function offer_export(frm) {
	if (frm.is_new() || !frappe.model.can_export(MODEL)) return;
	frm.add_custom_button(__("Export JSON"), async () => {
		if (frm.is_dirty()) {
			frappe.show_alert({ message: __("The file holds the model as it was last saved."), indicator: "orange" });
		}
		const content = await call("scoring_model.export_model", { model: frm.doc.name });
		if (content !== undefined) download(`${frm.doc.name}.json`, content);
	});
}

function download(filename, content) {
	const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
	const link = h("a", { href: url, download: filename });
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Asks for a file or its text, and makes a draft of it. A refusal leaves everything as it was entered. */
export function import_dialog() {
	const dialog = new frappe.ui.Dialog({
		title: __("Import a Scoring Model"),
		fields: [
			{
				fieldtype: "Link",
				fieldname: "company",
				label: __("Company"),
				options: "Company",
				reqd: 1,
				default: frappe.defaults.get_user_default("Company"),
			},
			{ fieldtype: "HTML", fieldname: "file" },
			{ fieldtype: "Text", fieldname: "content", label: __("JSON"), reqd: 1 },
		],
		static: true,
		primary_action_label: __("Import as Draft"),
		primary_action: ({ company, content }) => import_model(dialog, company, content),
		secondary_action_label: __("Cancel"),
		secondary_action: () => dialog.hide(),
	});
	dialog.get_field("file").$wrapper.append(file_picker((text) => dialog.set_value("content", text)));
	dialog.$wrapper.addClass("li-import-dialog").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
}

function file_picker(take) {
	const input = h("input", { type: "file", accept: ".json,application/json", class: "li-file" });
	input.addEventListener("change", async () => {
		const [file] = input.files;
		if (file) take(await file.text());
	});
	const words = h("span", { class: "control-label" }, __("Choose a file, or paste its text below."));
	return h("label", { class: "li-file-picker" }, words, input);
}

async function import_model(dialog, company, content) {
	const draft = await call("scoring_model.import_model", { company, content }, { freeze: true });
	if (!draft) return;
	dialog.hide();
	frappe.set_route("Form", MODEL, draft);
	frappe.show_alert({ message: __("Imported as a draft. Submit it to put it live."), indicator: "green" });
}
