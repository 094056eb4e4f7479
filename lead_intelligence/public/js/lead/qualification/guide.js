// The guide to a question: how to ask it.

import { h } from "../../elements";

let made = 0;

/** The button that opens it, and the guide itself. `open` is a set that remembers which are open. */
export function guide(question, key, open) {
	if (!question.guide) return { button: null, text: null };
	const id = `li-guide-${++made}`;
	const text = h("p", { id, class: "li-guide", hidden: !open.has(key) }, question.guide);
	const button = h(
		"button",
		{
			type: "button",
			class: "li-guide-button",
			title: __("Call guide"),
			"aria-label": __("Call guide: {0}", [question.label]),
			"aria-controls": id,
			"aria-expanded": String(open.has(key)),
			onclick: toggle,
		},
		"?"
	);
	return { button, text };

	function toggle() {
		text.hidden = !text.hidden;
		button.setAttribute("aria-expanded", String(!text.hidden));
		if (text.hidden) open.delete(key);
		else open.add(key);
	}
}
