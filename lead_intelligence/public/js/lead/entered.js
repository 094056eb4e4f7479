/** Whether anything is entered on the form that is not saved. What is being typed just now, Frappe knows of only later. */
export function is_anything_entered(frm) {
	if (frm.is_dirty()) return true;
	const input = document.activeElement;
	const { fieldname } = (input && input.dataset) || {};
	const control = fieldname && frm.fields_dict[fieldname];
	return Boolean(control && control.$input && control.$input[0] === input && input.value !== String(frm.doc[fieldname] ?? ""));
}
