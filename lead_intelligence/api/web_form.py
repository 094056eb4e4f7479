"""Forms of the website: one by somebody who is a lead already is taken all the same."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.website.doctype.web_form.web_form import accept as accept_as_frappe_does

from lead_intelligence.adapters.capture.web_form import record_repeated

_SAVEPOINT = "lead_intelligence_web_form"


@frappe.whitelist(allow_guest=True)
def accept(web_form: str, data: str) -> Any:
	"""As Frappe accepts a form. Where ERPNext refuses a second lead with one address, it is a touch of the first one."""
	user = frappe.session.user
	frappe.db.savepoint(_SAVEPOINT)
	try:
		return accept_as_frappe_does(web_form=web_form, data=data)
	except frappe.DuplicateEntryError:
		messages = list(frappe.local.message_log)
		frappe.db.rollback(save_point=_SAVEPOINT)
		# An anonymous form is accepted as by a guest.
		frappe.session.user = user
		if not record_repeated(web_form, data):
			raise
		frappe.local.message_log = [one for one in frappe.local.message_log if one not in messages]
		# What was sent and no more: who it is that has the address is nobody's business.
		return {"doctype": "Lead"}
