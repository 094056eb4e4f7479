/** What is pressed while the first press is under way does nothing: the desk leaves keys and clicks to a button that it shows as disabled. */
export function one_at_a_time(work) {
	let under_way = null;
	return (...given) => (under_way ??= Promise.resolve(work(...given)).finally(() => (under_way = null)));
}
