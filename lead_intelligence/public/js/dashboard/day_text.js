// Days below a chart: short ones, beginning with the number, in the user's language.

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** "3 Nov" for a day. Weeks, months and names stay as they are. */
export function day_text(label) {
	if (!DAY.test(label)) return label;
	const month = new Intl.DateTimeFormat(frappe.boot.lang, { month: "short", timeZone: "UTC" }).format(new Date(`${label}T00:00:00Z`));
	return `${Number(label.slice(8))} ${month}`;
}
