// On the form of a scoring model: how far the run is that it began.

import { h } from "../elements";
import { ask } from "../server";
import { follow, is_over, RUN } from "./follow";
import { amount, percent } from "./progress";

export async function show_run(frm) {
	frm.li_run?.stop();
	frm.li_run?.line.remove();
	frm.li_run = null;
	const { docstatus, name } = frm.doc;
	if (docstatus !== 1 || !frappe.model.can_read(RUN)) return;
	const figures = await ask("evaluation_run.unfinished", { model: name }).catch(() => ({}));
	const is_seen = () => window.cur_frm === frm && frm.doc.name === name;
	if (!figures.run || !is_seen() || frm.li_run) return;
	const line = h("div", { class: "li-run-line", role: "status" });
	frm.layout.wrapper.prepend(line);
	frm.li_run = { line, stop: follow(figures.run, is_seen, (now) => tell(line, figures.run, now), 3000) };
	tell(line, figures.run, figures);
}

function tell(line, run, figures) {
	const link = h("a", { href: frappe.utils.get_form_link(RUN, run) }, __("Show progress"));
	line.replaceChildren(h("span", {}, sentence(figures)), " ", link);
	line.classList.toggle("li-run-over", is_over(figures));
}

function sentence(figures) {
	const far = figures.planned ? `${percent(figures)} (${amount(figures)})` : "";
	switch (figures.status) {
		case "Waiting":
			return __("The leads wait to be scored by this version.");
		case "Paused":
			return __("Scoring the leads by this version is paused: {0}.", [far || __("Not begun yet")]);
		case "Done":
			return __("The leads are scored by this version.");
		case "Stopped":
			return __("Scoring the leads by this version was stopped: {0}.", [far || __("Not begun yet")]);
		default:
			return __("The leads are being scored by this version: {0}.", [far]);
	}
}
