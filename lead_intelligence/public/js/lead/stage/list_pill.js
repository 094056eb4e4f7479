// The stage of a lead in a list, and beside it what is due: an answer, an acceptance, a next contact, or a lead to be revisited.

import { clock_words } from "../clock/list_words";
import { stage_colour, stage_name } from "./names";

/** Markup, as lists want it: "MQL", "Nurture · due". A click filters by the stage. */
export function stage_html(doc) {
	if (!doc.li_stage) return "";
	const { words, title } = revisit(doc);
	const stage = frappe.utils.escape_html(doc.li_stage);
	const text = [stage_name(doc.li_stage), words].filter(Boolean).join(" · ");
	const told = frappe.utils.escape_html(title || `${__("Lifecycle Stage")}: ${text}`);
	return `<span class="filterable indicator-pill ${stage_colour(doc.li_stage)} no-indicator-dot ellipsis li-stage"
		data-filter="li_stage,=,${stage}" title="${told}"><span class="ellipsis">${frappe.utils.escape_html(text)}</span></span>`;
}

function revisit({ li_stage, li_revisit_on }) {
	if (li_stage !== "Nurture" || !li_revisit_on || li_revisit_on > frappe.datetime.now_date()) return {};
	return { words: __("due"), title: __("To be revisited on {0}", [frappe.datetime.str_to_user(li_revisit_on)]) };
}

/** The nearest clock of a lead: "Answer in 12 min", "Accept by 17:00". It keeps its clocks to be told anew as time passes. */
export function clock_html(doc) {
	if (!doc.li_clocks) return "";
	const { words, title, level } = clock_words(doc.li_clocks);
	const [text, told, clocks] = [words, title, doc.li_clocks].map((one) => frappe.utils.escape_html(one));
	return `<span class="indicator-pill ${COLOURS[level]} no-indicator-dot ellipsis li-clock-pill li-clock-${level}"
		data-li-clocks="${clocks}" title="${told}"><span class="ellipsis">${text}</span></span>`;
}

const COLOURS = { good: "green", soon: "orange", late: "red", paused: "gray" };

export function tell_anew(pill) {
	const { words, title, level } = clock_words(pill.dataset.liClocks);
	if (pill.textContent !== words) pill.firstElementChild.textContent = words;
	pill.title = title;
	pill.classList.remove(...Object.entries(COLOURS).flatMap(([name, colour]) => [colour, `li-clock-${name}`]));
	pill.classList.add(COLOURS[level], `li-clock-${level}`);
}
