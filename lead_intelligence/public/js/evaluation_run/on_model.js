// On the form of a scoring model or a definition: how far the run is that it began.

import { h } from "../elements";
import { ask } from "../server";
import { follow, is_over, RUN } from "./follow";
import { amount, percent } from "./progress";

/** `said`: the words for what the run does with leads. */
export async function show_run(frm, said = SCORED) {
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
	frm.li_run = { line, stop: follow(figures.run, is_seen, (now) => tell(line, figures.run, now, said), 3000) };
	tell(line, figures.run, figures, said);
}

function tell(line, run, figures, said) {
	// The link stays as it is: a press on one that is replaced meanwhile would be lost.
	if (!line.firstChild) line.append(h("span", {}), " ", h("a", { href: frappe.utils.get_form_link(RUN, run) }, __("Show progress")));
	line.firstChild.textContent = sentence(figures, said);
	line.classList.toggle("li-run-over", is_over(figures));
}

const SCORED = {
	waits: () => __("The leads wait to be scored by this version."),
	paused: (far) => __("Scoring the leads by this version is paused: {0}.", [far]),
	done: () => __("The leads are scored by this version."),
	stopped: (far) => __("Scoring the leads by this version was stopped: {0}.", [far]),
	runs: (far) => __("The leads are being scored by this version: {0}.", [far]),
};

export const JUDGED = {
	waits: () => __("The leads wait to be judged by this version."),
	paused: (far) => __("Judging the leads by this version is paused: {0}.", [far]),
	done: () => __("The leads are judged by this version."),
	stopped: (far) => __("Judging the leads by this version was stopped: {0}.", [far]),
	runs: (far) => __("The leads are being judged by this version: {0}.", [far]),
};

function sentence(figures, said) {
	const far = figures.planned ? `${percent(figures)} (${amount(figures)})` : "";
	switch (figures.status) {
		case "Waiting":
			return said.waits();
		case "Paused":
			return said.paused(far || __("Not begun yet"));
		case "Done":
			return said.done();
		case "Stopped":
			return said.stopped(far || __("Not begun yet"));
		default:
			return said.runs(far);
	}
}
