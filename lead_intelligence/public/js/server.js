/** Calls a method of ours. Gives its answer; undefined after a failure, which the desk has told the user by then. */
export function call(method, args = {}, options = {}) {
	const request = frappe.call({ method: `lead_intelligence.api.${method}`, args, ...options });
	return Promise.resolve(request).then(
		(answer) => answer && answer.message,
		() => undefined
	);
}

/** Asks a method of ours without the desk's own error dialogs: whoever asks shows a failure where it happened. */
export function ask(method, args = {}) {
	const query = new URLSearchParams(Object.entries(args).filter(([, value]) => value !== null && value !== undefined));
	return answer_of(`${method}?${query}`);
}

/** The same for a method that changes something. */
export function post(method, args) {
	return answer_of(method, { method: "POST", body: JSON.stringify(args) });
}

async function answer_of(address, options = {}) {
	const answer = await fetch(`/api/method/lead_intelligence.api.${address}`, {
		...options,
		headers: { Accept: "application/json", "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
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
