// Sends one entry, and tells apart what can be mended by sending it again from what the server refuses.

import { post, Refusal } from "../../server";
import { with_patience } from "./patience";
import { look_at_session, UNREACHABLE } from "./session";

export const SENT = "sent";
export const REFUSED = "refused";
export const BUSY = "busy";

// What was done long before it is sent is recorded with its moment.
const LATE_AFTER = 60 * 1000;
const WITH_MOMENT = ["lead_desk_acts.call", "lead_desk_acts.meeting", "lead_desk_acts.message"];
const MAYBE_SESSION = [400, 401, 403];
const FOR_LATER = [408, 423, 425, 429];

/** {state: sent, answer}, {state: refused, sentence}, {state: busy}, or {state} of the session. `server_now` where it is known. */
export async function deliver(entry, server_now) {
	try {
		return await posted(entry, server_now);
	} catch (error) {
		if (!(error instanceof Refusal && MAYBE_SESSION.includes(error.status))) return failure(error);
		const session = await look_at_session();
		if (session.trouble) return { state: session.trouble };
		if (!session.is_renewed) return failure(error);
	}
	try {
		return await posted(entry, server_now);
	} catch (error) {
		return failure(error);
	}
}

async function posted(entry, server_now) {
	const args = { ...entry.args, ...moment_of(entry, server_now), form: entry.id };
	return { state: SENT, answer: await with_patience((options) => post(entry.method, args, options)) };
}

/** Counted back from the time of the server: the clock of the device may be wrong. */
function moment_of(entry, server_now) {
	const age = Date.now() - entry.at;
	if (!server_now || entry.args.at || age < LATE_AFTER || !WITH_MOMENT.includes(entry.method)) return {};
	return { at: moment(server_now).subtract(age, "milliseconds").format("YYYY-MM-DD HH:mm:ss") };
}

function failure(error) {
	if (error.name === "AbortError") return { state: BUSY };
	if (!(error instanceof Refusal)) return { state: UNREACHABLE };
	const is_for_later = error.status >= 500 || error.status < 400 || FOR_LATER.includes(error.status);
	return is_for_later ? { state: BUSY } : { state: REFUSED, sentence: error.message };
}
