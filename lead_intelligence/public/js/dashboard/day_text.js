// Days below a chart: short ones, beginning with the number, in the user's language.

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WEEK = /^(\d{4})-W(\d{2})$/;
const A_DAY = 24 * 60 * 60 * 1000;

/** "3 Nov" for a day, and for a week of ISO 8601 its Monday. Months and names stay as they are. */
export function day_text(label) {
	if (DAY.test(label)) return short(new Date(`${label}T00:00:00Z`));
	const week = WEEK.exec(label);
	return week ? short(monday(Number(week[1]), Number(week[2]))) : label;
}

function short(day) {
	const month = new Intl.DateTimeFormat(frappe.boot.lang, { month: "short", timeZone: "UTC" }).format(day);
	return `${day.getUTCDate()} ${month}`;
}

/** The fourth of January is always in the first week. */
function monday(year, week) {
	const fourth = new Date(Date.UTC(year, 0, 4));
	const since_monday = (fourth.getUTCDay() + 6) % 7;
	return new Date(fourth.getTime() + (7 * (week - 1) - since_monday) * A_DAY);
}
