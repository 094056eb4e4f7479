// How a clock stands at this second. The server says what was left when it was asked; from then on we only count what has passed
// since, so that the clock of this computer may be wrong.

const RIGHT_AWAY = 0;

export class Countdown {
	/** `clock`: as api.clock.panel gives it, asked for at `asked_at` (milliseconds of this computer). */
	constructor(clock, server_now, asked_at = Date.now()) {
		this.clock = clock;
		this.server_now = server_now;
		this.asked_at = asked_at;
	}

	passed() {
		return Math.max(RIGHT_AWAY, (Date.now() - this.asked_at) / 1000);
	}

	/** Seconds until time passes otherwise than now, because people stop or begin to work; null where that is not in sight. */
	changes_in() {
		const { is_ticking, ticks_until, ticks_from } = this.clock;
		const at = is_ticking ? ticks_until : ticks_from;
		if (!at) return null;
		return moment(at).diff(moment(this.server_now), "milliseconds") / 1000 - this.passed();
	}

	/** { level: "paused" | "good" | "soon" | "late", seconds: left or overdue, is_ticking } */
	reading() {
		const { left, late, soon, is_ticking, state } = this.clock;
		const ticked = is_ticking ? this.passed() : 0;
		if (state === "Paused") return { level: "paused", seconds: left, is_ticking: false };
		if (state === "Breached") return { level: "late", seconds: late + ticked, is_ticking };
		const rest = left - ticked;
		// It is late once all of the last second has passed; the server counts whole ones.
		if (rest <= -1) return { level: "late", seconds: -rest, is_ticking };
		return { level: rest <= soon ? "soon" : "good", seconds: Math.max(rest, 0), is_ticking };
	}
}
