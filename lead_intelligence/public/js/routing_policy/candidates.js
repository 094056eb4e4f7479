// The pools that were asked for a lead, and why each rep did or did not get it.

import { h, icon } from "../elements";
import { count } from "../preview/figures";

/** `got`: what is said of whoever was chosen. */
export const asked_pools = (asked, got = __("would get it")) => asked.map((one) => pool_asked(one, got));

function pool_asked({ name, strategy, candidates, nobody }, got) {
	return h(
		"section",
		{ class: "li-asked-pool", "aria-label": name },
		h("div", {}, h("strong", {}, name), strategy && [" ", h("span", { class: "li-quiet" }, __(strategy))]),
		nobody && h("p", { class: "li-quiet" }, nobody),
		candidates.length > 0 && h("ul", { class: "li-criteria" }, candidates.map((one) => candidate(one, got)))
	);
}

function candidate({ name, user, chosen, reason, figures }, got) {
	const mark = chosen ? "met" : "missing";
	return h(
		"li",
		{ class: `li-criterion li-criterion-${mark}`, "data-user": user },
		h("span", { class: "li-criterion-mark" }, icon(chosen ? "tick" : "close", "xs")),
		h(
			"div",
			{},
			h("div", {}, h("strong", {}, name), " · ", chosen ? got : reason),
			figures && h("div", { class: "li-seen" }, told(figures))
		)
	);
}

/** Only of what is known. */
function told({ load, capacity, taken_today, weight, credit, rate }) {
	const known = (value) => value !== null && value !== undefined;
	return [
		known(load) && known(capacity) && __("load {0} of {1}", [short(load), short(capacity)]),
		known(taken_today) && __("today: {0}", [count(taken_today)]),
		known(weight) && __("weight {0}", [short(weight)]),
		known(credit) && Math.abs(credit) >= 0.05 && (credit > 0 ? __("{0} leads behind a fair share", [short(credit)]) : __("{0} leads ahead of a fair share", [short(-credit)])),
		known(rate) && __("converts {0} %", [short(100 * rate)]),
	]
		.filter(Boolean)
		.join(" · ");
}

const short = (value) => format_number(value, null, Number.isInteger(value) ? 0 : 1);
