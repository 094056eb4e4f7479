// One of a few choices, all of them in sight: for mouse, finger and keyboard.

import { h } from "../../elements";

let made = 0;

/** `options`: [{ value, label }]; `changed` takes the value that was chosen. */
export function choices({ label, options, value, changed }) {
	const name = `li-choice-${++made}`;
	const one = (option) => {
		const input = h("input", { type: "radio", name, value: option.value, onchange: () => changed(option.value) });
		input.checked = option.value === value;
		return h("label", { class: "li-pick" }, input, h("span", {}, option.label));
	};
	return h("fieldset", { class: "li-choices" }, h("legend", {}, label), h("div", { class: "li-choices-row" }, options.map(one)));
}
