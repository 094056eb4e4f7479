// What was placed as history takes part from now on: which leads, how many of them sales would be handed, and the release.

import { h } from "../elements";
import { ask, call } from "../server";
import { stage_name } from "../lead/stage/names";
import { figures } from "./figures";

const QUIET_FOR = 300; // milliseconds after the last change of a filter

export class ReleaseDialog {
	constructor(frm) {
		this.frm = frm;
		this.preview = h("div", { class: "li-release", "aria-live": "polite" });
	}

	show() {
		const changed = () => this.look_soon();
		this.dialog = new frappe.ui.Dialog({
			title: __("Release History"),
			static: true,
			fields: [
				{ fieldname: "about", fieldtype: "HTML" },
				{ fieldtype: "Section Break" },
				{ fieldname: "stage", fieldtype: "Select", label: __("Stage"), options: stages(), onchange: changed },
				{ fieldname: "created_since", fieldtype: "Date", label: __("Created Since"), onchange: changed },
				{ fieldtype: "Column Break" },
				{ fieldname: "owner", fieldtype: "Link", options: "User", label: __("Lead Owner"), ignore_user_permissions: 1, onchange: changed },
				{ fieldtype: "Section Break" },
				{ fieldname: "preview", fieldtype: "HTML" },
			],
			primary_action_label: __("Release"),
			primary_action: () => this.confirm(),
			secondary_action_label: __("Cancel"),
			secondary_action: () => this.dialog.hide(),
		});
		const { about, preview } = this.dialog.fields_dict;
		about.$wrapper.append(h("p", { class: "li-quiet" }, __("These leads are older than the agreement or were imported. They have a stage and are neither handed over nor told of until they are released.")));
		preview.$wrapper.append(this.preview);
		this.dialog.$wrapper.addClass("li-release-dialog").on("hidden.bs.modal", (event) => {
			if (event.target === this.dialog.$wrapper[0]) this.dialog.$wrapper.remove();
		});
		this.dialog.show();
		this.look();
	}

	look_soon() {
		clearTimeout(this.waiting);
		this.offer(null);
		this.waiting = setTimeout(() => this.look(), QUIET_FOR);
	}

	async look() {
		const filters = this.filters();
		this.draw(h("p", { class: "li-quiet", role: "status" }, __("Counting…")));
		const request = (this.request = ask("stage.release_preview", filters));
		let found;
		try {
			found = await request;
		} catch (error) {
			if (request === this.request) this.draw(this.failed(error.message));
			return;
		}
		// A filter may have changed while this answer was under way.
		if (request !== this.request) return;
		this.draw(...figures(found));
		this.offer(found);
	}

	filters() {
		const { stage, created_since, owner } = this.dialog.get_values(true) || {};
		const filters = [
			stage && ["li_stage", "=", stage],
			created_since && ["creation", ">=", created_since],
			owner && ["lead_owner", "=", owner],
		];
		return { company: this.frm.doc.company, filters: JSON.stringify(filters.filter(Boolean)) };
	}

	draw(...content) {
		this.preview.replaceChildren(...content);
	}

	failed(reason) {
		const again = h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => this.look() }, __("Try Again"));
		return h("p", { role: "alert" }, reason, " ", again);
	}

	/** What is released is what was counted. */
	offer(found) {
		this.found = found;
		const button = this.dialog.get_primary_btn();
		button.prop("disabled", !found || !found.leads);
		button.text(found && found.leads ? __("Release {0}", [leads(found.leads)]) : __("Release"));
	}

	confirm() {
		const { leads: count, handed_over } = this.found;
		const question = [
			__("{0} will take part from now on.", [leads(count)]),
			handed_over ? __("Sales is handed {0} at once.", [leads(handed_over)]) : __("None of them is handed over at once."),
			__("This cannot be undone."),
		];
		frappe.confirm(question.join(" "), () => this.release());
	}

	async release() {
		this.dialog.disable_primary_action();
		const answer = await call("stage.release", this.filters(), { freeze: true });
		this.dialog.enable_primary_action();
		if (!answer) return;
		this.dialog.hide();
		const { released, in_background } = answer;
		if (in_background) frappe.show_alert({ message: __("{0} are being released in the background.", [leads(in_background)]), indicator: "blue" }, 10);
		else frappe.show_alert({ message: __("{0} released.", [leads(released)]), indicator: "green" });
		this.frm.refresh();
	}
}

function stages() {
	const names = ["Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer", "Nurture", "Disqualified"];
	return [{ value: "", label: __("All Stages") }, ...names.map((name) => ({ value: name, label: stage_name(name) }))];
}

function leads(count) {
	return count === 1 ? __("1 lead") : __("{0} leads", [format_number(count, null, 0)]);
}
