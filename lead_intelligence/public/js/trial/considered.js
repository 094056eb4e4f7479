// Policies and rules in the order in which they are tried, each with what it asks for and why it is or is not for the lead.

import { h, icon } from "../elements";

const MARKS = {
	true: { picture: "tick", name: "met", said: () => __("is for this lead") },
	false: { picture: "close", name: "missing", said: () => __("is not for this lead") },
	null: { picture: "es-line-question", name: "unknown", said: () => __("cannot be said, so it does not apply") },
};

/** `about`: what stands small beside the title. `said`: in place of the verdict. */
export function considered_line({ title, about, verdict = null, said, sentence, seen, problem }) {
	const mark = said ? { picture: "es-line-dash", name: "unknown", said: () => said } : MARKS[String(verdict)];
	return h(
		"li",
		{ class: `li-criterion li-criterion-${mark.name}` },
		h("span", { class: "li-criterion-mark" }, icon(mark.picture, "xs")),
		h(
			"div",
			{},
			h("div", {}, h("strong", {}, title), " ", about && [h("span", { class: "li-quiet" }, about), " · "], mark.said()),
			problem ? h("div", { class: "li-problem" }, problem) : h("div", { class: "li-sentence" }, sentence || __("For all leads of the company.")),
			seen.length > 0 && h("div", { class: "li-seen" }, seen.map(({ label, value }) => `${label}: ${value}`).join(" · "))
		)
	);
}

/** The same for a policy, of which there may be several versions. */
export function considered_policy(policy) {
	return considered_line({ ...policy, about: `${policy.name} · ${__("priority {0}", [policy.priority])}` });
}
