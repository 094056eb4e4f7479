// The records that a field links to.

/** The doctype whose records a link, tree, list or multi-select of the lead holds. */
export async function linked_doctype(field) {
	if (field.kind !== "list") return field.links_to;
	await frappe.model.with_doctype(field.links_to);
	const meta = frappe.get_meta(field.links_to);
	if (!meta.istable) return field.links_to;
	const link = meta.fields.find((df) => df.fieldtype === "Link");
	return link ? link.options : null;
}

export async function search_records(doctype, text) {
	if (!doctype) return [];
	const found = (await frappe.db.get_link_options(doctype, text)) || [];
	return found.map(({ value, label, description }) => ({ value, label: label || value, hint: plain(description) }));
}

function plain(description) {
	return description ? strip_html(description) : "";
}
