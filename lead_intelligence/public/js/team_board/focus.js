// What is drawn anew gets the focus back: whoever works with the keyboard stays where they were.

/** An element that is known again by this name. */
export function named(element, name) {
	element.dataset.liFocus = name;
	return element;
}

/** Draws within `root` and puts the focus back to where it was. */
export function keeping_focus(root, draw) {
	const at = document.activeElement;
	const name = root.contains(at) ? at.dataset.liFocus : null;
	draw();
	const again = name && !root.contains(document.activeElement) && root.querySelector(`[data-li-focus="${CSS.escape(name)}"]`);
	if (again) again.focus({ preventScroll: true });
}
