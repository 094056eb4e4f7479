// A text input with suggestions below it, searched as one types, for mouse, touch, keyboard and screen reader.

import { h } from "../elements";

const MOST_SHOWN = 60;
let made = 0;

export class Combobox {
	/** `suggest(text)` gives [{ value, label, hint }], at once or later; `pick` takes the one that was chosen. */
	constructor({ label, placeholder, text = "", suggest, pick }) {
		Object.assign(this, { suggest, pick, text, options: [], active: -1, asked: 0 });
		const id = `li-suggestions-${++made}`;
		this.list = h("ul", { id, class: "li-suggestions", role: "listbox", "aria-label": label, hidden: true });
		this.input = h("input", {
			type: "text",
			class: "form-control",
			role: "combobox",
			autocomplete: "off",
			placeholder,
			"aria-label": label,
			"aria-autocomplete": "list",
			"aria-expanded": "false",
			"aria-controls": id,
			onfocus: () => this.input.select(),
			onclick: () => this.open(""),
			oninput: () => this.open(this.input.value),
			onkeydown: (event) => this.press(event),
			onblur: () => this.leave(),
		});
		this.input.value = text;
		this.element = h("div", { class: "li-combobox" }, this.input, this.list);
	}

	async open(text) {
		const asked = ++this.asked;
		const options = await this.suggest(text.trim());
		if (asked !== this.asked || document.activeElement !== this.input) return;
		this.options = options.slice(0, MOST_SHOWN);
		this.list.replaceChildren(...this.rows(options.length));
		this.list.hidden = false;
		this.input.setAttribute("aria-expanded", "true");
		this.activate(this.options.length && text ? 0 : -1);
	}

	rows(found) {
		if (!found) return [h("li", { class: "li-none" }, __("Nothing found"))];
		const rows = this.options.map((option, place) => this.row(option, place));
		const more = found - this.options.length;
		return more ? [...rows, h("li", { class: "li-none" }, __("{0} more: type to search", [more]))] : rows;
	}

	row(option, place) {
		// On pressing, not on clicking: by then the input would have lost the focus and closed the list.
		const choose = (event) => {
			event.preventDefault();
			this.choose(option);
		};
		return h(
			"li",
			{ id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false", onmousedown: choose },
			h("span", {}, option.label),
			option.hint && option.hint !== option.label && h("span", { class: "li-hint" }, option.hint)
		);
	}

	activate(place) {
		this.active = place;
		const rows = [...this.list.querySelectorAll("[role=option]")];
		rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === place)));
		if (rows[place]) {
			rows[place].scrollIntoView({ block: "nearest" });
			this.input.setAttribute("aria-activedescendant", rows[place].id);
		} else {
			this.input.removeAttribute("aria-activedescendant");
		}
	}

	press(event) {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step && this.list.hidden) this.open("");
		else if (step) this.activate(Math.min(Math.max(this.active + step, 0), this.options.length - 1));
		else if (event.key === "Enter" && !this.list.hidden && this.options[this.active]) {
			this.choose(this.options[this.active]);
		} else if (event.key === "Escape" && !this.list.hidden) this.leave();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	choose(option) {
		this.close();
		this.pick(option);
	}

	/** Shows `text` as what is chosen. */
	show(text) {
		this.text = text;
		this.input.value = text;
	}

	leave() {
		this.close();
		this.input.value = this.text;
	}

	close() {
		this.asked += 1;
		this.list.hidden = true;
		this.input.setAttribute("aria-expanded", "false");
		this.input.removeAttribute("aria-activedescendant");
	}
}

/** Those of the options that hold the text, whatever its case and accents. */
export function matching(options, text) {
	const wanted = folded(text);
	return options.filter((option) => folded(`${option.label} ${option.hint || ""} ${option.value}`).includes(wanted));
}

function folded(text) {
	return String(text)
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase();
}
