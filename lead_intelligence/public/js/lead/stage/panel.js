// The stage of a lead on its form: the path with its dates, what is missing for the next stage, and the action to take.

import { offer_trial } from "../../definition_trial/offer";
import { h } from "../../elements";
import { ask } from "../../server";
import { AskedPanel } from "../asked_panel";
import { unsaved_notice } from "../notices";
import { Acting } from "./acting";
import { gates } from "./gates";
import { history } from "./history";
import { missing } from "./missing";
import { path } from "./path";
import { standing } from "./standing";
import { failed, loading, no_agreement, switched_off, unsaved } from "./without_stage";

export class StagePanel extends AskedPanel {
	constructor(frm) {
		super(frm, "li_stage_panel", __("Stage"), "li-stage-panel");
	}

	ask = (lead) => ask("stage.panel", { lead });
	loading = loading;
	failed = failed;
	unsaved = unsaved;

	mark_unsaved() {
		this.mark_unsaved_after(".li-standing", () =>
			unsaved_notice(__("This is the stage of the lead as it was saved. Save to see what your changes do."))
		);
	}

	content(stage) {
		if (stage.state === "off") return [switched_off(stage), history(stage)];
		if (stage.state === "no agreement") return [no_agreement(stage), history(stage)];
		const acting = new Acting(this.frm, stage, () => this.refresh());
		return [
			path(stage),
			standing(this.frm, stage, acting),
			missing(stage),
			gates(stage),
			history(stage),
			agreed_in(this.frm, stage.agreement),
		];
	}
}

function agreed_in(frm, { name, title }) {
	const text = [title, name].filter(Boolean).join(" · ");
	const agreement = frappe.model.can_read("Lead Definition")
		? h("a", { href: frappe.utils.get_form_link("Lead Definition", name) }, text)
		: text;
	return h("div", { class: "li-quiet li-origin li-agreed-in" }, __("As agreed in"), " ", agreement, offer_trial(frm));
}
