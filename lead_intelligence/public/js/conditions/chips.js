import { h, icon } from "../elements";
import { Combobox } from "./combobox";

/** Several values, each with a button to remove it, and a search to add another. Values that nobody knows stay. What is
 * suggested may have to be made first: its `make` gives the value, or nothing if that failed. */
export function chips({ label, values, suggest, shown, changed, placeholder = __("Add a value…") }) {
	let chosen = [...values];
	const search = new Combobox({ label, placeholder, suggest: rest, pick: add });
	const list = h("ul", { class: "li-chips", "aria-label": label });
	search.input.addEventListener("keydown", (event) => {
		if (event.key === "Backspace" && !search.input.value && chosen.length) remove(chosen[chosen.length - 1]);
	});
	draw();
	return h("div", { class: "li-chips-input" }, list, search.element);

	async function rest(text) {
		return (await suggest(text)).filter((option) => !chosen.includes(option.value));
	}

	async function add(option) {
		const value = option.make ? await option.make() : option.value;
		if (!value) return;
		change([...chosen, value]);
		search.show("");
		search.input.focus();
	}

	function remove(value) {
		change(chosen.filter((one) => one !== value));
		search.input.focus();
	}

	function change(next) {
		chosen = next;
		draw();
		changed([...chosen]);
	}

	function draw() {
		list.replaceChildren(...chosen.map(chip));
	}

	function chip(value) {
		const text = shown(value);
		const leave = () => remove(value);
		const name = __("Remove {0}", [text]);
		const button = h("button", { type: "button", onclick: leave, "aria-label": name, title: name }, icon("close", "xs"));
		return h("li", { class: "li-chip" }, h("span", {}, text), button);
	}
}
