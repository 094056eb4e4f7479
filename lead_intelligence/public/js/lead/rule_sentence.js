import { h } from "../elements";

const LONG = 60;

/** What a rule says, in one line; a longer one opens to the whole of it. */
export function rule_sentence(text) {
	if (text.length < LONG) return h("div", { class: "li-sentence" }, text);
	const words = h("span", { class: "li-sentence" }, text);
	const opener = h("button", { type: "button", class: "li-long", "aria-expanded": "false" }, words);
	opener.addEventListener("click", () => {
		const whole = opener.getAttribute("aria-expanded") === "true";
		opener.setAttribute("aria-expanded", String(!whole));
	});
	return opener;
}
