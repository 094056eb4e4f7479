// What somebody has chosen, kept for them in this browser. A browser may refuse to: then it lasts as long as the page.

const kept = {};

const key = () => `li_dashboard:${frappe.session.user}`;

/** { span, company }, as far as something was chosen. */
export function remembered() {
	try {
		const found = JSON.parse(localStorage.getItem(key()));
		return found && typeof found === "object" ? found : {};
	} catch {
		return kept[key()] || {};
	}
}

export function remember(choice) {
	kept[key()] = choice;
	try {
		localStorage.setItem(key(), JSON.stringify(choice));
	} catch {
		// Kept in `kept` alone.
	}
}
