// Keeps the desk up to date: by what the server tells its rep, by asking, and at the moment at which time alone changes the order.

import { Live as AnyLive } from "../live/live";

const TOLD = { event: "lead_desk_changed", every: { told: 60, polled: 30 } };

export class Live extends AnyLive {
	/** `look` asks for the queue anew and gives a promise. */
	constructor(look) {
		super(look, TOLD);
	}

	/** After each look: `queue` is what the server answered. */
	shown(queue) {
		this.at_moment(queue.server_now, queue.next_change_at);
	}
}
