// The words of the list go with the time, without asking the server: one timer for each list, for as long as it is shown.

import { tell_anew } from "../stage/list_pill";

const EVERY = 30 * 1000;

export function keep_ticking(listview) {
	if (listview.li_ticking === undefined) {
		$(listview.parent).on("hide", () => stop(listview));
		$(listview.parent).on("show", () => start(listview));
	}
	start(listview);
}

function start(listview) {
	stop(listview);
	listview.li_ticking = setInterval(() => tick(listview), EVERY);
}

function stop(listview) {
	clearInterval(listview.li_ticking);
	listview.li_ticking = null;
}

function tick(listview) {
	const result = listview.$result && listview.$result[0];
	if (result && !document.hidden) result.querySelectorAll("[data-li-clocks]").forEach(tell_anew);
}
