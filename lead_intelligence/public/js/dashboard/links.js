// From a figure to where it comes from: a report of the same days, or a list.

import { h } from "../elements";

/** `target`: { kind: "report", name, filters } or { kind: "list", name, filters: [[doctype, field, operator, value]] }; nothing for no link.
 * A new tab can be asked for as of any link. */
export function linked(target, content, attributes = {}) {
	if (!target) return h("span", attributes, content);
	return h("a", { href: address(target), onclick: (event) => is_plain(event) && go(event, target), ...attributes }, content);
}

/** What is behind a link, in words. */
export function name_of(target) {
	return target.kind === "report" ? __(target.name) : target.name === "Lead" ? __("Show the Leads") : __("Open the List");
}

const is_plain = ({ button, ctrlKey, metaKey, shiftKey, altKey }) => !button && !ctrlKey && !metaKey && !shiftKey && !altKey;

/** As the desk takes them; of a field there is at most one condition. */
function options_of({ kind, filters }) {
	if (kind === "report") return { ...filters };
	return Object.fromEntries(filters.map(([, field, operator, value]) => [field, operator === "=" ? value : [operator, value]]));
}

function address(target) {
	const path = target.kind === "report" ? `query-report/${encodeURIComponent(target.name)}` : frappe.router.slug(target.name);
	const values = Object.entries(options_of(target)).map(([name, value]) => [name, Array.isArray(value) ? JSON.stringify(value) : value]);
	return `/app/${path}?${new URLSearchParams(values)}`;
}

/** Within the desk, so that the page is not loaded anew. */
function go(event, target) {
	event.preventDefault();
	event.stopPropagation();
	frappe.route_options = options_of(target);
	if (target.kind === "report") frappe.set_route("query-report", target.name);
	else frappe.set_route("List", target.name, "List");
}
