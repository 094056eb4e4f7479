// Keeps the board up to date: what the server tells is looked at soon, and everything once in a while.

const EVENT = "lead_team_changed";
const LISTENED_TO = "Lead Rep Load";
const EVERY = 20 * 1000;
// Of many changes at once, the first is shown soon and all others a little later together.
const AT_MOST_EVERY = 3 * 1000;

export class Live {
	/** `look` asks for everything anew and gives a promise. */
	constructor(look) {
		this.look = look;
		this.timer = null;
		this.looked_at = 0;
		this.heard = () => this.soon();
		this.seen = () => !document.hidden && this.is_on && this.soon();
	}

	get is_on() {
		return this.timer !== null;
	}

	/** Whether changes are told, and not only asked for. */
	get is_told() {
		return Boolean(frappe.realtime.socket && frappe.realtime.socket.connected);
	}

	start() {
		if (this.is_on) return;
		this.timer = setTimeout(() => this.now(), 0);
		frappe.realtime.doctype_subscribe(LISTENED_TO);
		frappe.realtime.on(EVENT, this.heard);
		document.addEventListener("visibilitychange", this.seen);
	}

	stop() {
		clearTimeout(this.timer);
		this.timer = null;
		frappe.realtime.off(EVENT, this.heard);
		frappe.realtime.doctype_unsubscribe(LISTENED_TO);
		document.removeEventListener("visibilitychange", this.seen);
	}

	soon() {
		if (this.is_on) this.wait(Math.max(0, this.looked_at + AT_MOST_EVERY - Date.now()));
	}

	async now() {
		this.looked_at = Date.now();
		clearTimeout(this.timer);
		// Nobody looks: the next look is when somebody does.
		if (!document.hidden) await this.look();
		if (this.is_on) this.wait(EVERY);
	}

	wait(span) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.now(), span);
	}
}
