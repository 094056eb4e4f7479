import { h, joined } from "../elements";

/** Names of fields that lead to the field on the form, where the form has it. */
export function field_links(frm, labels, fieldnames) {
	return joined(labels.map((label, place) => field_link(frm, label, fieldnames[place])));
}

function field_link(frm, label, fieldname) {
	if (!frm.fields_dict[fieldname] || frm.fields_dict[fieldname].df.hidden) {
		return h("span", { class: "li-field" }, label);
	}
	const go = () => frm.scroll_to_field(fieldname);
	return h("button", { type: "button", class: "li-field li-link", onclick: go }, label);
}
