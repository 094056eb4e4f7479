// The team at a glance.

import { h } from "../elements";
import { distance_text } from "../lead/stage/when";
import { count } from "../preview/figures";
import { is_away } from "./words";

export function summary({ reps, unowned, waiting }, on) {
	const sum = (of) => reps.reduce((total, rep) => total + of(rep), 0);
	const members = reps.filter((rep) => rep.work);
	const away = members.filter(is_away).length;
	const present = members.filter((rep) => !is_away(rep) && !rep.is_off).length;
	const all_late = sum((rep) => rep.late) + unowned.late;
	const tiles = [
		tile(__("Nobody Found"), count(waiting.nobody), waiting.nobody ? "li-alarm" : "", waiting.nobody ? __("tried again every 5 minutes") : ""),
		tile(__("Wait for Routing"), count(waiting.waiting), "", waiting.oldest ? __("oldest: {0}", [distance_text(waiting.oldest)]) : ""),
		tile(__("Without Owner"), count(unowned.open), "", unowned.late ? __("{0} late", [count(unowned.late)]) : "", unowned.open ? on.unowned : null),
		tile(__("Late"), count(all_late), all_late ? "li-alarm" : "", "", all_late ? on.all_late : null),
		tile(__("Open Leads"), count(sum((rep) => rep.open) + unowned.open)),
		tile(__("Assigned Today"), count(sum(({ work }) => (work ? work.taken_today : 0)))),
		tile(__("At Work"), __("{0} of {1}", [count(present), count(members.length)]), "", away ? __("{0} absent", [count(away)]) : ""),
	];
	return h("ul", { class: "li-at-a-glance" }, tiles);
}

function tile(label, value, style = "", note = "", onclick = null) {
	const figure = onclick ? h("button", { type: "button", class: "li-link", onclick, "data-li-focus": `tile ${label}` }, value) : value;
	return h("li", { class: style || null }, h("span", { class: "li-quiet" }, label), h("strong", {}, figure), h("span", { class: "li-below li-quiet" }, note));
}
