// Moments as people say them. The server sends them in the time zone of the system.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const A_WEEK = 7;

/** The date alone, for instance in the path. */
export function date_text(at) {
	return frappe.datetime.str_to_user(users(at).format("YYYY-MM-DD"), false, true);
}

/** "today at 16:00", "Monday at 09:00". */
export function moment_text(at) {
	const [then, now] = [users(at), users(frappe.datetime.now_datetime())];
	const time = then.format(frappe.datetime.get_user_time_fmt().replace(":ss", ""));
	const days = moment(then).startOf("day").diff(moment(now).startOf("day"), "days");
	if (days === 0) return __("today at {0}", [time]);
	if (days === 1) return __("tomorrow at {0}", [time]);
	if (days === -1) return __("yesterday at {0}", [time]);
	return __("{0} at {1}", [Math.abs(days) < A_WEEK ? weekday(then, "long") : date_text(at), time]);
}

/** The same where there is little room: "16:00", "Mon 09:15". */
export function short_moment(at) {
	const [then, now] = [users(at), users(frappe.datetime.now_datetime())];
	const time = then.format(frappe.datetime.get_user_time_fmt().replace(":ss", ""));
	const days = moment(then).startOf("day").diff(moment(now).startOf("day"), "days");
	if (days === 0) return time;
	return Math.abs(days) < A_WEEK ? `${weekday(then, "short")} ${time}` : date_text(at);
}

function weekday(then, length) {
	const day = new Date(Date.UTC(then.year(), then.month(), then.date()));
	return new Intl.DateTimeFormat(frappe.boot.lang, { weekday: length, timeZone: "UTC" }).format(day);
}

/** "in 2 h", "3 days ago". */
export function distance_text(at) {
	return distance_words(seconds_until(at));
}

export function distance_words(seconds) {
	const [count, unit] = counted(seconds);
	if (!count) return __("now");
	const ahead = seconds > 0;
	if (unit === "min") return ahead ? __("in {0} min", [count]) : __("{0} min ago", [count]);
	if (unit === "h") return ahead ? __("in {0} h", [count]) : __("{0} h ago", [count]);
	return days(count, ahead);
}

export function seconds_until(at) {
	return moment(at).diff(moment(frappe.datetime.now_datetime()), "seconds");
}

function counted(seconds) {
	const ahead = Math.abs(seconds);
	if (ahead < HOUR) return [Math.round(ahead / MINUTE), "min"];
	return ahead < 2 * DAY ? [Math.round(ahead / HOUR), "h"] : [Math.round(ahead / DAY), "d"];
}

function days(count, ahead) {
	return ahead ? __("in {0} days", [count]) : __("{0} days ago", [count]);
}

/** A day, which is the same in every time zone: "today", "in 6 days". */
export function day_distance(day) {
	const count = moment(day).diff(moment(frappe.datetime.now_date()), "days");
	if (count === 0) return __("today");
	if (count === 1) return __("tomorrow");
	if (count === -1) return __("yesterday");
	return days(Math.abs(count), count > 0);
}

function users(at) {
	return moment(frappe.datetime.convert_to_user_tz(at, false));
}
