// Keeps the board up to date.

import { Live } from "../live/live";

const TOLD = { event: "lead_team_changed", listened_to: "Lead Rep Load", every: { told: 20, polled: 20 } };

export class LiveBoard extends Live {
	constructor(look) {
		super(look, TOLD);
	}
}
