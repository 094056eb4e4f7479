from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.lead_subjects import follow_subject, forget_subjects
from lead_intelligence.core.qualification.subjects import split_subjects


class LeadSubject(Document):
	def before_naming(self):
		self.subject = one_name(self.subject)

	def validate(self):
		self.subject = one_name(self.subject)

	def on_update(self):
		forget_subjects()

	def before_rename(self, old: str, new: str, merge: bool = False):
		return one_name(new)

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		follow_subject(old, new)
		forget_subjects()

	def on_trash(self):
		forget_subjects()


def one_name(subject: str | None) -> str:
	"""Leads write several subjects with commas between them."""
	names = split_subjects(subject)
	if len(names) != 1 or "," in (subject or "") or ";" in (subject or ""):
		frappe.throw(_("The name of a subject must not hold a comma, a semicolon or a line break."))
	return names[0]
