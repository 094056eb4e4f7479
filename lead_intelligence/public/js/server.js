/** Calls a method of ours. Gives its answer; undefined after a failure, which the desk has told the user by then. */
export function call(method, args = {}, options = {}) {
	const request = frappe.call({ method: `lead_intelligence.api.${method}`, args, ...options });
	return Promise.resolve(request).then(
		(answer) => answer && answer.message,
		() => undefined
	);
}

/** Asks a method of ours without the desk's own error dialogs: whoever asks shows a failure where it happened. `options` are those of `fetch`. */
export function ask(method, args = {}, options = {}) {
	const query = new URLSearchParams(Object.entries(args).filter(([, value]) => value !== null && value !== undefined));
	return answer_of(`${method}?${query}`, options);
}

/** The same for a method that changes something. */
export function post(method, args, options = {}) {
	return answer_of(method, { method: "POST", body: JSON.stringify(args), ...options });
}

/** What the server says where it does not do what was asked. `status` is that of HTTP. */
export class Refusal extends Error {
	constructor(message, status) {
		super(message);
		this.status = status;
	}
}

async function answer_of(address, options = {}) {
	const answer = await fetch(`/api/method/lead_intelligence.api.${address}`, {
		...options,
		headers: { Accept: "application/json", "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
	});
	const content = await answer.json().catch(() => null);
	if (!answer.ok) throw new Refusal(reason(content, answer.status), answer.status);
	// A page of something between here and the server, which wants to be signed in to, for instance.
	if (!content) throw new Refusal(__("The server cannot be reached."), answer.status);
	return content.message;
}

function reason(content, status) {
	try {
		const [first] = JSON.parse(content._server_messages);
		return [JSON.parse(first).message].flat().map(text_of).join(" ");
	} catch {
		return __("The server answered with error {0}.", [status]);
	}
}

/** Servers say it as markup, with names in it escaped. Nobody takes it for markup any more. */
function text_of(markup) {
	return new DOMParser().parseFromString(markup, "text/html").body.textContent;
}
