// One sentence of the panel with a picture before it.

import { h, icon } from "../../elements";

const PICTURES = {
	info: "solid-info",
	here: "es-line-location",
	waits: "es-line-time",
	ready: "es-line-double-check",
	stopped: "es-line-close-circle",
	late: "es-line-overdue",
};

/** `kind` names the picture; further content stands below the words. */
export function line(kind, words, ...below) {
	return h(
		"div",
		{ class: `li-line li-line-${kind}` },
		icon(PICTURES[kind], "sm"),
		h("div", {}, h("div", {}, words), ...below)
	);
}
