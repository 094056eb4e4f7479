// A new policy begins with a promise to all leads, for whoever writes it to change.

export function add_first_rows(frm) {
	if (!frm.is_new() || (frm.doc.targets || []).length) return;
	frm.add_child("targets", {});
	frm.refresh_field("targets");
}
