// Builds the page from elements. A text becomes a text node, so data can never be markup.

const SVG = "http://www.w3.org/2000/svg";

/** `h("button", { class: "btn", onclick: save }, "Save")`. Attributes that are null or false are left out. */
export function h(tag, attributes = {}, ...children) {
	return build(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
	return build(document.createElementNS(SVG, tag), attributes, children);
}

function build(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes)) {
		if (value === null || value === undefined || value === false) continue;
		if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else element.setAttribute(name, value === true ? "" : value);
	}
	element.append(...children.flat(Infinity).filter(is_shown));
	return element;
}

function is_shown(child) {
	return child !== null && child !== undefined && child !== false && child !== "";
}

/** The parts of a translated sentence, with elements in place of {0}, {1} and so on. */
export function with_parts(sentence, ...parts) {
	return sentence.split(/\{(\d)\}/).map((piece, place) => (place % 2 ? parts[Number(piece)] : piece));
}

/** Puts `separator` between the items. */
export function joined(items, separator = ", ") {
	return items.flatMap((item, place) => (place ? [separator, item] : [item]));
}

/** An icon of the desk. `name` is ours, never data. */
export function icon(name, size = "sm") {
	const holder = h("span", { class: "li-icon", "aria-hidden": "true" });
	holder.innerHTML = frappe.utils.icon(name, size);
	return holder;
}
