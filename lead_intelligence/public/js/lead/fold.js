import { h } from "../elements";

// What someone opened or closed stays so for as long as the desk is open, whichever lead comes next.
const chosen = new Map();

/** A titled block that folds: open on a wide screen, closed on a phone until it is opened. */
export function fold(key, title, note, ...content) {
	return details(key, !frappe.utils.is_xs(), title, note, content);
}

/** The same, closed everywhere until it is opened. */
export function folded(key, title, note, ...content) {
	return details(key, false, title, note, content);
}

function details(key, at_first, title, note, content) {
	const open = chosen.has(key) ? chosen.get(key) : at_first;
	const heading = [
		h("span", { class: "li-fold-title" }, title),
		h("span", { class: "li-quiet" }, note),
	];
	const block = h("details", { class: `li-fold li-${key}`, open }, h("summary", {}, heading), content);
	block.addEventListener("toggle", () => {
		if (block.open !== open || chosen.has(key)) chosen.set(key, block.open);
	});
	return block;
}
