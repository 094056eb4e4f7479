// Asks for the panel's data without the desk's own error dialogs: the panel shows a failure where it happened.

const METHOD = "/api/method/lead_intelligence.api.lead_score.panel";

export async function panel_of(lead) {
	const answer = await fetch(`${METHOD}?lead=${encodeURIComponent(lead)}`, {
		headers: { Accept: "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
	});
	const content = await answer.json().catch(() => ({}));
	if (!answer.ok) throw new Error(reason(content, answer.status));
	return content.message;
}

function reason(content, status) {
	try {
		const [first] = JSON.parse(content._server_messages);
		return strip_html(JSON.parse(first).message);
	} catch {
		return __("The server answered with error {0}.", [status]);
	}
}
