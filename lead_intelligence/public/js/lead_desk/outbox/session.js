// Whether who has opened this page is still signed in.

import { ask } from "../../server";
import { with_patience } from "./patience";

export const SIGNED_OUT = "signed out";
export const SOMEBODY_ELSE = "somebody else";
export const UNREACHABLE = "unreachable";

/** Who is signed in by now, {trouble, now, is_renewed}. `trouble` is null where it is the user of this page; `now` is the time of the server.
 * A new session of the same user has another token, which this page takes over. */
export async function look_at_session() {
	let session;
	try {
		session = await with_patience((options) => ask("desk_session.current", {}, options));
	} catch {
		return { trouble: UNREACHABLE };
	}
	if (session.user === "Guest") return { trouble: SIGNED_OUT };
	if (session.user !== frappe.session.user) return { trouble: SOMEBODY_ELSE };
	const is_renewed = session.csrf_token !== frappe.csrf_token;
	frappe.csrf_token = session.csrf_token;
	return { trouble: null, now: session.now, is_renewed };
}

/** Where to sign in, so that one comes back to this page. */
export function sign_in_address() {
	return `/login?redirect-to=${encodeURIComponent(window.location.pathname)}`;
}
