"""Forms of the website that somebody fills in who is a lead already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, now_datetime

from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.touches import NewTouch, record

_LOG_TITLE = "Lead Intelligence: a repeated web form could not be recorded"
_MOST_OF_A_VALUE = 2000


def record_repeated(web_form: str, data: str) -> bool:
	"""Whether it was the form of a known lead and is recorded now. What was written is kept as a comment on the lead."""
	with surviving(lambda: log_defect(_LOG_TITLE, "Web Form", web_form)), in_savepoint():
		return _record(web_form, data)
	return False


def _record(web_form: str, data: str) -> bool:
	form, values = frappe.get_cached_doc("Web Form", web_form), json.loads(data)
	email = str(values.get("email_id") or "").strip()
	if form.doc_type != "Lead" or values.get("name") or not email:
		return False
	lead = frappe.db.get_value("Lead", {"email_id": email}, "name", order_by="creation desc")
	if not lead:
		return False
	now = now_datetime()
	# Whoever presses the button twice has filled it in once.
	digest = sha256(json.dumps([lead, values], sort_keys=True).encode()).hexdigest()[:32]
	(name,) = record(
		[
			NewTouch(
				lead=lead,
				kind="Contact Form",
				happened_at=now,
				idempotency_key=f"Web Form:{now:%Y-%m-%d}:{digest}",
				subject=form.title,
				reference_doctype="Web Form",
				reference_name=form.name,
			)
		]
	)
	if name:
		text = f"<p>{escape_html(_('Filled in again: {0}').format(form.title))}</p>{_as_list(form, values)}"
		frappe.get_doc("Lead", lead).add_comment("Comment", text)
	return True


def _as_list(form: Document, values: Mapping[str, Any]) -> str:
	"""What was written in the fields of the form, without files."""
	lines = [
		f"<li>{escape_html(_(field.label or field.fieldname))}: {escape_html(str(value)[:_MOST_OF_A_VALUE])}</li>"
		for field in form.web_form_fields
		if isinstance(value := values.get(field.fieldname), (str, int, float))
		and value != ""
		and field.fieldtype not in ("Attach", "Attach Image")
	]
	return f"<ul>{''.join(lines)}</ul>"
