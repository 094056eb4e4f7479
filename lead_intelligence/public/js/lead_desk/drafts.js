// What is typed in a dialog of the desk, kept on this device for its user until it is sent or discarded: a reload, a closed dialog or
// an empty battery loses nothing.

const PREFIX = "li_desk_draft";
const FORGOTTEN_AFTER = 30 * 24 * 60 * 60 * 1000;
// Where the browser keeps nothing, or has no room left: at least until the page is left.
const in_memory = new Map();

/** { at: milliseconds, values }, or null. `dialog`: which of the dialogs of the lead. */
export function draft_of(lead, dialog) {
	const key = key_of(lead, dialog);
	return in_memory.get(key) || read(key);
}

export function has_draft(lead, dialog) {
	return Boolean(draft_of(lead, dialog));
}

/** Says whether it outlives the page. */
export function keep_draft(lead, dialog, values) {
	const key = key_of(lead, dialog);
	const draft = { at: Date.now(), values };
	try {
		localStorage.setItem(key, JSON.stringify(draft));
		in_memory.delete(key);
		return true;
	} catch {
		in_memory.set(key, draft);
		return false;
	}
}

export function forget_draft(lead, dialog) {
	const key = key_of(lead, dialog);
	in_memory.delete(key);
	try {
		localStorage.removeItem(key);
	} catch {
		// Nothing was kept there.
	}
}

/** Those that nobody has come back to for a month. */
export function forget_old_drafts() {
	const old = (key) => key.startsWith(`${PREFIX}:`) && Date.now() - (read(key)?.at || 0) > FORGOTTEN_AFTER;
	try {
		for (const key of Object.keys(localStorage).filter(old)) localStorage.removeItem(key);
	} catch {
		// Nothing is kept there.
	}
}

function key_of(lead, dialog) {
	return [PREFIX, frappe.session.user, lead, dialog].join(":");
}

function read(key) {
	try {
		const draft = JSON.parse(localStorage.getItem(key));
		return draft && draft.at && draft.values ? draft : null;
	} catch {
		return null;
	}
}
