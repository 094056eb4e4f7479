// Keeps a page up to date: what the server tells is looked at soon, and everything once in a while.

// Of many changes at once, the first is shown soon and all others a little later together.
const AT_MOST_EVERY = 3 * 1000;
// A look that is not answered by then is given up for another.
const PATIENCE = 30 * 1000;
// Browsers wait no longer than this.
const LONGEST_WAIT = 2 ** 31 - 1;

export class Live {
	/** `look` asks for everything anew and gives a promise. `event`: what the server tells; `every`: seconds between two looks, `told` where
	 * the server can tell, `polled` where it cannot. `listened_to`: the doctype whose readers are told. */
	constructor(look, { event, every, listened_to = null }) {
		Object.assign(this, { look, event, every, listened_to });
		this.timer = null;
		this.moment_timer = null;
		this.looked_at = 0;
		this.under_way = null;
		this.heard = () => this.soon();
		this.seen = () => !document.hidden && this.soon();
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
		if (this.listened_to) frappe.realtime.doctype_subscribe(this.listened_to);
		frappe.realtime.on(this.event, this.heard);
		document.addEventListener("visibilitychange", this.seen);
		window.addEventListener("online", this.heard);
	}

	stop() {
		clearTimeout(this.timer);
		clearTimeout(this.moment_timer);
		this.timer = this.under_way = null;
		frappe.realtime.off(this.event, this.heard);
		if (this.listened_to) frappe.realtime.doctype_unsubscribe(this.listened_to);
		document.removeEventListener("visibilitychange", this.seen);
		window.removeEventListener("online", this.heard);
	}

	soon() {
		// What is under way may have been answered before this happened.
		if (this.under_way) this.under_way.is_outdated = true;
		else if (this.is_on) this.wait(Math.max(0, this.looked_at + AT_MOST_EVERY - Date.now()));
	}

	async now() {
		const look = (this.under_way = { is_outdated: false });
		this.looked_at = Date.now();
		if (this.is_on) this.wait(PATIENCE);
		// Nobody looks: the next look is when somebody does.
		if (!document.hidden) await this.look();
		if (look !== this.under_way) return;
		this.under_way = null;
		if (look.is_outdated) this.soon();
		else if (this.is_on) this.wait(1000 * (this.is_told ? this.every.told : this.every.polled));
	}

	/** Looks also when time alone changes what is shown. Both are moments of the server, whose clock may differ from that of the device. */
	at_moment(server_now, moment_of_change) {
		clearTimeout(this.moment_timer);
		if (!this.is_on || !moment_of_change) return;
		const span = Math.max(1, moment(moment_of_change).diff(moment(server_now))) + 1000;
		this.moment_timer = setTimeout(() => this.soon(), Math.min(span, LONGEST_WAIT));
	}

	wait(span) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.now(), span);
	}
}
