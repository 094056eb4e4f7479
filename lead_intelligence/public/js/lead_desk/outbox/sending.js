// Sends one entry, and tells apart what can be mended by sending it again from what the server refuses.

import { post, Refusal } from "../../server";
import { with_patience } from "./patience";
import { look_at_session, UNREACHABLE } from "./session";

export const SENT = "sent";
export const REFUSED = "refused";
export const BUSY = "busy";

// What was done long before it is sent is recorded with its moment.
const LATE_AFTER = 60 * 1000;
const WITH_MOMENT = ["call", "meeting", "message", "note", "answers"].map((act) => `lead_desk_acts.${act}`);
const STILL_TO_COME = ["due_at", "until"];
const MAYBE_SESSION = [400, 401, 403];
const FOR_LATER = [408, 423, 425, 429];

/** {state: sent, answer}, {state: refused, sentence}, {state: busy}, or {state} of the session. `server_now` where it is known. */
export async function deliver(entry, server_now) {
	const before = is_signed_in_as_another(entry.user) ? await look_at_session() : {};
	if (before.trouble) return { state: before.trouble };
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

/** A session that is new has no token yet, and takes what is sent with that of another. */
function is_signed_in_as_another(user) {
	const told = frappe.get_cookie("user_id");
	return Boolean(told) && told !== user;
}

async function posted(entry, server_now) {
	const args = { ...as_of_now(entry, server_now), form: entry.id };
	return { state: SENT, answer: await with_patience((options) => post(entry.method, args, options)) };
}

/** What was done is recorded with its moment, counted back from the time of the server: the clock of the device may be wrong. What was to come
 * and has come meanwhile is due now. */
function as_of_now(entry, server_now) {
	const age = Date.now() - entry.at;
	if (!server_now || age < LATE_AFTER) return entry.args;
	const args = { ...entry.args };
	if (WITH_MOMENT.includes(entry.method) && !args.at) args.at = text_of(moment(server_now).subtract(age, "milliseconds"));
	for (const key of STILL_TO_COME) {
		if (args[key]) args[key] = not_before(args[key], server_now);
	}
	if (args.step && args.step.due_at) args.step = { ...args.step, due_at: not_before(args.step.due_at, server_now) };
	return args;
}

function not_before(at, server_now) {
	const soonest = moment(server_now).add(1, "minute");
	return moment(at).isBefore(soonest) ? text_of(soonest) : at;
}

const text_of = (at) => at.format("YYYY-MM-DD HH:mm:ss");

function failure(error) {
	if (error.name === "AbortError") return { state: BUSY };
	if (!(error instanceof Refusal)) return { state: UNREACHABLE };
	const is_for_later = error.status >= 500 || error.status < 400 || FOR_LATER.includes(error.status);
	return is_for_later ? { state: BUSY } : { state: REFUSED, sentence: error.message };
}
