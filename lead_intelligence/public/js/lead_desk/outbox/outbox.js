// What a rep does is kept on the device before it is sent, and is gone from there once the server has answered. What cannot be sent is sent
// later: in the order in which it was done with each lead, each once.

import { is_ours, Kept } from "./kept";
import { exclusively } from "./lock";
import { BUSY, deliver, REFUSED, SENT } from "./sending";
import { look_at_session, UNREACHABLE } from "./session";

const KEPT = "kept";
// Longer than one request, as those before it may have to go first.
const DIALOG_WAITS = 12 * 1000;
const FIRST_PAUSE = 5 * 1000;
const LONGEST_PAUSE = 5 * 60 * 1000;
// So many that the server does not take: it is not one entry's fault.
const TROUBLES = 3;

export class Outbox {
	constructor() {
		this.kept = new Kept();
		this.waiting = new Map();
		this.listeners = { change: new Set(), sent: new Set() };
		this.trouble = null;
		this.round = null;
		this.pause = FIRST_PAUSE;
		this.timer = null;
	}

	/** `entry`: {method (as `server.post` takes it), args, lead, name, what (what was done), words (what was written)}. Gives {state: "sent", answer}
	 * or {state: "kept"}; throws what the server says where it refuses. */
	async send(entry) {
		const added = this.kept.add({ ...entry, awaited_until: Date.now() + DIALOG_WAITS });
		const outcome = new Promise((resolve) => this.waiting.set(added.id, resolve));
		const timer = setTimeout(() => this.settle(added, { state: KEPT }), DIALOG_WAITS);
		this.changed();
		this.flush();
		const { state, answer, sentence } = await outcome;
		clearTimeout(timer);
		if (state === REFUSED) throw new Error(sentence);
		return state === SENT ? { state, answer } : { state: KEPT };
	}

	entries() {
		return this.kept.all();
	}

	/** Those that nobody waits for in a dialog. */
	left() {
		return this.entries().filter((entry) => !this.waiting.has(entry.id));
	}

	get is_safe() {
		return this.kept.is_safe;
	}

	on_change(listener) {
		this.listeners.change.add(listener);
		return () => this.listeners.change.delete(listener);
	}

	/** Told of what is sent after its dialog has closed: (entry, answer). */
	on_sent(listener) {
		this.listeners.sent.add(listener);
		return () => this.listeners.sent.delete(listener);
	}

	/** All of them, or one that the server has refused. */
	retry(id) {
		for (const entry of this.entries()) {
			if (entry.id === id) this.kept.put({ ...entry, error: null });
		}
		return this.wake();
	}

	discard(id) {
		this.entries()
			.filter((entry) => entry.id === id)
			.forEach((entry) => this.kept.remove(entry));
		this.changed();
	}

	/** Something may have become better: the network, the session, the user's patience. */
	wake() {
		this.pause = FIRST_PAUSE;
		return this.flush();
	}

	/** What `look` of a page throws may be the end of the session, which is then said. */
	async doubt() {
		const { trouble } = await look_at_session();
		this.trouble = trouble;
		this.changed();
		return trouble;
	}

	flush() {
		this.asked_again = Boolean(this.round);
		this.round ??= this.one_round();
		return this.round;
	}

	async one_round() {
		clearTimeout(this.timer);
		try {
			await exclusively(() => this.send_all());
		} finally {
			this.round = null;
			this.changed();
			if (this.asked_again) this.flush();
			else this.plan_next();
		}
	}

	async send_all() {
		const over = { leads: new Set(), entries: new Set(), troubles: 0 };
		this.trouble = await this.trouble_before();
		while (!this.trouble) {
			const entry = this.next(over);
			if (!entry) break;
			over.entries.add(entry.id);
			const outcome = await deliver(entry, this.server_now());
			this.take(entry, outcome, over);
		}
		// Whoever waits in a dialog is told that it is kept.
		for (const entry of this.entries()) {
			if (this.trouble || over.leads.has(entry.lead)) this.settle(entry, { state: KEPT });
		}
	}

	/** What lies here from before is sent once it is known whose session this is, and what time it is. */
	async trouble_before() {
		if (!this.trouble && !this.left().some((entry) => !entry.error)) return null;
		const { trouble, now } = await look_at_session();
		if (now) this.known_time = { now, at: Date.now() };
		return trouble;
	}

	server_now() {
		const known = this.known_time;
		return known && moment(known.now).add(Date.now() - known.at, "milliseconds");
	}

	/** The first one of a lead; what somebody waits for goes before what lies here. */
	next(over) {
		const firsts = new Map();
		for (const entry of this.entries()) {
			if (!entry.error && !firsts.has(entry.lead)) firsts.set(entry.lead, entry);
		}
		const ready = [...firsts.values()].filter(
			(entry) => !over.leads.has(entry.lead) && !over.entries.has(entry.id) && !this.is_of_another_tab(entry)
		);
		const awaited = new Set(this.entries().filter((entry) => this.waiting.has(entry.id)).map((entry) => entry.lead));
		return ready.find((entry) => awaited.has(entry.lead)) || ready[0];
	}

	/** A dialog waits there, and is told. */
	is_of_another_tab(entry) {
		return !this.waiting.has(entry.id) && Date.now() < entry.awaited_until;
	}

	take(entry, outcome, over) {
		if (outcome.state === SENT) {
			this.kept.remove(entry);
			if (!this.settle(entry, outcome)) this.listeners.sent.forEach((listener) => listener(entry, outcome.answer));
		} else if (outcome.state === REFUSED) {
			// A dialog that is still open shows it, with everything in it.
			if (this.settle(entry, outcome)) this.kept.remove(entry);
			// It may have been discarded meanwhile.
			else if (this.kept.has(entry)) this.kept.put({ ...entry, error: outcome.sentence });
		} else if (outcome.state === BUSY) {
			over.leads.add(entry.lead);
			over.troubles += 1;
			if (over.troubles >= TROUBLES) this.trouble = BUSY;
		} else {
			this.trouble = outcome.state;
		}
		this.changed();
	}

	/** Tells the dialog that waits. Says whether one did. */
	settle(entry, outcome) {
		const resolve = this.waiting.get(entry.id);
		if (!resolve) return false;
		this.waiting.delete(entry.id);
		if (outcome.state === KEPT && this.kept.has(entry)) this.kept.put({ ...entry, awaited_until: 0 });
		resolve(outcome);
		this.changed();
		return true;
	}

	plan_next() {
		if (!this.entries().some((entry) => !entry.error)) {
			this.pause = FIRST_PAUSE;
			return;
		}
		this.timer = setTimeout(() => this.flush(), this.pause);
		this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
	}

	changed() {
		this.listeners.change.forEach((listener) => listener());
	}

	/** Begins to look for what can be sent. */
	start() {
		this.wake_on(window, "online", "focus");
		this.wake_on(document, "visibilitychange");
		window.addEventListener("offline", () => this.entries().length && this.mark_unreachable());
		window.addEventListener("storage", ({ key }) => is_ours(key) && this.changed());
		window.addEventListener("beforeunload", (event) => this.is_safe || event.preventDefault());
		if (this.entries().length) this.flush();
	}

	wake_on(target, ...events) {
		const look = () => !document.hidden && this.has_something() && this.wake();
		events.forEach((event) => target.addEventListener(event, look));
	}

	has_something() {
		return Boolean(this.trouble) || this.entries().some((entry) => !entry.error);
	}

	mark_unreachable() {
		this.trouble ??= UNREACHABLE;
		this.changed();
	}
}
