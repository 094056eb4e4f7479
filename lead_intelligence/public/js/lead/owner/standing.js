// Who has the lead, or is being looked for, in one or two sentences.

import { h, with_parts } from "../../elements";
import { asked_pools } from "../../routing_policy/candidates";
import { folded } from "../fold";
import { line } from "../stage/line";
import { moment_text } from "../stage/when";

export function owned({ owner, is_mine, why }) {
	const name = h("strong", {}, owner.name);
	const since = why && why.at ? moment_text(why.at) : null;
	const who = is_mine ? [__("This lead is yours.")] : with_parts(__("{0} owns this lead."), name);
	return line(
		"here",
		[...who, since && h("span", { class: "li-quiet" }, " · ", __("Since {0}", [since]))],
		why ? h("div", {}, [why.cause, why.because].filter(Boolean).join(" ")) : h("div", { class: "li-quiet" }, __("Who chose the owner was not written down.")),
		why && why.reason && h("div", { class: "li-reason" }, why.reason)
	);
}

export function searched({ owner, search }) {
	const { is_vain, since, next_attempt_at, cause, reason, asked } = search;
	if (!is_vain) {
		const words = owner ? __("Another owner is being looked for.") : __("An owner is being looked for.");
		return line("waits", [words, since && h("span", { class: "li-quiet" }, " · ", __("Since {0}", [moment_text(since)]))], cause && h("div", {}, cause), reason && h("div", { class: "li-reason" }, reason));
	}
	return line(
		"late",
		h("span", { class: "li-late" }, __("Nobody could be found. The managers are told.")),
		cause && h("div", {}, cause),
		next_attempt_at && h("div", {}, __("The next look is {0}. Whoever takes the lead before owns it.", [moment_text(next_attempt_at)])),
		asked.length > 0 && folded("owner-nobody", __("Who was looked at"), "", asked_pools(asked))
	);
}
