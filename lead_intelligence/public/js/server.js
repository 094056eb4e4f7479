/** Calls a method of ours. Gives its answer; undefined after a failure, which the desk has told the user by then. */
export function call(method, args = {}, options = {}) {
	const request = frappe.call({ method: `lead_intelligence.api.${method}`, args, ...options });
	return Promise.resolve(request).then(
		(answer) => answer && answer.message,
		() => undefined
	);
}
