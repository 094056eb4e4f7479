// The keys of the queue. They count only while the focus is in it, and never where something is typed.

const MOVES = {
	j: (queue) => queue.move(1),
	ArrowDown: (queue) => queue.move(1),
	k: (queue) => queue.move(-1),
	ArrowUp: (queue) => queue.move(-1),
	PageDown: (queue) => queue.move(10),
	PageUp: (queue) => queue.move(-10),
	Home: (queue) => queue.first(),
	End: (queue) => queue.last(),
};

/** `on`: run(action, row), help(), why(row), undo(). */
export function listen_to_keys(queue, on) {
	queue.element.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
		if (event.target.closest("input, textarea, select, [contenteditable]")) return;
		if (does(event, queue, on)) {
			event.preventDefault();
			// The desk has keys of its own.
			event.stopPropagation();
		}
	});
}

function does(event, queue, on) {
	const { key, target } = event;
	if (MOVES[key]) {
		MOVES[key](queue);
		return true;
	}
	if (key === "?") {
		on.help();
		return true;
	}
	const { article, row } = queue;
	if (!article || event.repeat) return false;
	if (key === "Enter") {
		// A button or a link has its own.
		if (target !== article) return false;
		if (article.li_main) on.run(article.li_main, row);
		else queue.toggle(row.lead);
		return true;
	}
	if (key === "w") {
		on.why(row);
		return true;
	}
	if (key === "u") return on.undo();
	const action = article.li_actions.find(({ shortcut }) => shortcut === key.toLowerCase());
	if (!action) return false;
	on.run(action, row);
	return true;
}
