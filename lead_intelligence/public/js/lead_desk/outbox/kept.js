// What is not sent yet, kept on this device: each entry under a key of its own, so that two tabs never write over each other.

const PREFIX = "li_outbox";

export class Kept {
	constructor() {
		// Where the browser keeps nothing, or has no room left.
		this.in_memory = new Map();
		this.last = 0;
	}

	get prefix() {
		return `${PREFIX}:${frappe.session.user}:`;
	}

	/** Whether all of it outlives this page. */
	get is_safe() {
		return !this.in_memory.size;
	}

	/** The entries of the user, in the order in which they were made. */
	all() {
		const stored = keys_of(this.prefix).map((key) => [key, read(key)]);
		const kept = new Map([...stored, ...this.in_memory].filter(([, entry]) => entry));
		return [...kept.keys()].sort().map((key) => kept.get(key));
	}

	/** A new entry. No two of one page are made at the same moment, as the order of the keys is theirs. */
	add(entry) {
		this.last = Math.max(Date.now(), this.last + 1);
		const added = { ...entry, id: new_id(), user: frappe.session.user, at: this.last };
		this.put(added);
		return added;
	}

	put(entry) {
		const key = this.key_of(entry);
		try {
			localStorage.setItem(key, JSON.stringify(entry));
			this.in_memory.delete(key);
		} catch {
			this.in_memory.set(key, entry);
		}
	}

	/** Says whether it was there. */
	remove(entry) {
		const key = this.key_of(entry);
		const was_there = this.has(entry);
		this.in_memory.delete(key);
		try {
			localStorage.removeItem(key);
		} catch {
			// Nothing was kept there.
		}
		return was_there;
	}

	has(entry) {
		const key = this.key_of(entry);
		return this.in_memory.has(key) || read(key) !== null;
	}

	key_of(entry) {
		return `${PREFIX}:${entry.user}:${String(entry.at).padStart(14, "0")}:${entry.id}`;
	}
}

/** Whether a key of the storage is one of the outbox. */
export function is_ours(key) {
	return key === null || key.startsWith(`${PREFIX}:`);
}

function keys_of(prefix) {
	try {
		return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
	} catch {
		return [];
	}
}

function read(key) {
	try {
		const entry = JSON.parse(localStorage.getItem(key));
		return entry && entry.id && entry.method ? entry : null;
	} catch {
		return null;
	}
}

/** `crypto.randomUUID` is there on secure pages alone, and many a bench is reached by plain HTTP. */
function new_id() {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
