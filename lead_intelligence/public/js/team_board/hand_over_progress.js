// How far a hand-over is.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { count } from "../preview/figures";
import { hand_over_progress } from "./store";

const EVERY = 2000;

/** Draws into `root` while `is_seen()`, until all leads have gone, stay or found nobody; then `done` is called. */
export function follow_hand_over(root, { user, since, leads }, is_seen, done) {
	const look = async () => {
		if (!is_seen()) return;
		// A server that does not answer just now may do so the next time.
		const found = await hand_over_progress({ user, since }).catch(() => null);
		const over = found && found.done + found.nobody + found.kept >= leads;
		if (found) root.replaceChildren(...drawn(found, leads, over));
		if (over) return done();
		setTimeout(look, EVERY);
	};
	root.replaceChildren(...drawn({ done: 0, waiting: leads, nobody: 0, kept: 0 }, leads, false));
	look();
}

function drawn({ done, nobody, kept }, leads, over) {
	const share = leads ? (100 * done) / leads : 100;
	const bar = h("div", { class: `li-run-bar ${over ? "li-run-done" : ""}`, role: "progressbar", "aria-valuemin": 0, "aria-valuemax": leads, "aria-valuenow": done }, h("span", { style: `width: ${share}%` }));
	return [
		h("p", { role: "status" }, h("strong", {}, __("{0} of {1} leads have gone to others.", [count(done), count(leads)]))),
		bar,
		!over && h("p", { class: "li-quiet" }, __("This goes on if you close it.")),
		nobody > 0 && notice("warning", nobody === 1 ? __("For 1 lead nobody was found. It is tried again every 5 minutes.") : __("For {0} leads nobody was found. They are tried again every 5 minutes.", [count(nobody)])),
		kept > 0 && h("p", { class: "li-quiet" }, kept === 1 ? __("1 lead needed no other owner any more.") : __("{0} leads needed no other owner any more.", [count(kept)])),
	].filter(Boolean);
}
