// A lead judged by an agreement of choice: as it is now and, with a day, as it was known then. Nothing is stored.

import { h } from "../elements";
import { ask } from "../server";
import { day } from "../preview/figures";
import { found } from "./found";

export async function open_trial({ lead, called }) {
	const known = await ask("definition_trial.agreements", { lead }).catch((error) =>
		frappe.msgprint(frappe.utils.escape_html(error.message))
	);
	if (!known || !known.agreements) return;
	const body = h("div", { class: "li-panel li-trial", role: "region", "aria-live": "polite" });
	const dialog = new frappe.ui.Dialog({
		title: frappe.utils.escape_html(__("{0}, judged by another agreement", [called || lead])),
		size: "extra-large",
		fields: [
			{
				fieldtype: "Select",
				fieldname: "definition",
				label: __("Agreement"),
				options: [{ value: "", label: __("The one that is for the lead") }, ...known.agreements.map(choice)],
				onchange: () => show(),
			},
			{ fieldtype: "Column Break" },
			{
				fieldtype: "Date",
				fieldname: "on",
				label: __("As it was known on"),
				description: __("Leave it blank for today. The lead is there since {0}.", [day(known.first_day)]),
				onchange: () => show(),
			},
			{ fieldtype: "Section Break" },
			{ fieldtype: "HTML", fieldname: "content" },
		],
	});
	dialog.get_field("content").$wrapper.append(body);
	dialog.$wrapper.addClass("li-trial-dialog li-definition-trial").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	let asked = null;
	show();

	async function show() {
		const about = { lead, definition: dialog.get_value("definition"), on: dialog.get_value("on") };
		if (JSON.stringify(about) === asked) return;
		asked = JSON.stringify(about);
		body.setAttribute("aria-busy", "true");
		const content = await ask("definition_trial.judged_as_of", about).then(found, (error) => [
			h("p", { class: "li-refused", role: "alert" }, error.message),
		]);
		if (asked !== JSON.stringify(about)) return;
		body.replaceChildren(...content.filter(Boolean));
		body.removeAttribute("aria-busy");
	}
}

function choice({ name, title, status, valid_from, valid_to }) {
	const days = valid_from ? [day(valid_from), valid_to ? day(valid_to) : __("today")].join(" – ") : null;
	return { value: name, label: [title, name, __(status), days].filter(Boolean).join(" · ") };
}
