// Moments between the user, whose fields are in their time zone, and the server, which takes them in that of the system.

const TYPED = "YYYY-MM-DDTHH:mm";
const STORED = "YYYY-MM-DD HH:mm:ss";

function zones() {
	const system = frappe.boot.time_zone?.system || frappe.sys_defaults.time_zone;
	return { system, user: frappe.boot.time_zone?.user || system };
}

export function now_of_user() {
	return moment.tz(zones().user);
}

/** As a field for a moment takes it. */
export function typed(at) {
	return at.format(TYPED);
}

/** What was typed as a moment; null where it is none. */
export function read_typed(text) {
	const at = text ? moment.tz(text, TYPED, true, zones().user) : null;
	return at && at.isValid() ? at : null;
}

export function for_server(at) {
	return at.clone().tz(zones().system).format(STORED);
}

/** `at` in milliseconds. */
export function of_milliseconds(at) {
	return for_server(moment(at));
}
