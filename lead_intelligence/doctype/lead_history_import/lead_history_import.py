from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.history_imports import state
from lead_intelligence.adapters.history_imports.files import open_file
from lead_intelligence.adapters.history_imports.mapping import read_columns
from lead_intelligence.adapters.history_imports.refused_lines import forget

_INPUTS = (
	"file",
	"company",
	"date_order",
	"decimal_sign",
	"won_values",
	"lost_values",
	"create_leads",
	"create_masters",
)


class LeadHistoryImport(Document):
	def validate(self) -> None:
		stored = self.get_doc_before_save()
		self._keep_what_is_ours(stored)
		if self.file and (not self.columns or (stored and stored.file != self.file)):
			read_columns(self, open_file(self))
		if stored and self._says_something_else(stored):
			if state.has_entered(state.stored(self.name) or frappe._dict(status=state.DRAFT, progress={})):
				frappe.throw(
					_(
						"This import is entered already, so its file and columns stay as they are. Undo it first."
					)
				)
			self.status = state.DRAFT
			self.error = self.findings = self.checked_at = None

	def on_trash(self) -> None:
		row = state.stored(self.name)
		if row and (row.status in state.AT_WORK or state.has_entered(row)):
			frappe.throw(
				_("Undo this import before you delete it, or else nobody can tell its rows from others.")
			)
		forget(str(self.name))

	def _keep_what_is_ours(self, stored: Document | None) -> None:
		"""A form that was opened before the job went on brings old values; a new one brings none."""
		before = stored or frappe.new_doc(self.doctype)
		for field in self.meta.fields:
			if field.read_only:
				self.set(field.fieldname, before.get(field.fieldname))

	def _says_something_else(self, stored: Document) -> bool:
		return _rows(self) != _rows(stored) or any(
			(self.get(name) or None) != (stored.get(name) or None) for name in _INPUTS
		)


def _rows(doc: Document) -> list[tuple[str, str]]:
	return [(row.column, row.meaning) for row in doc.columns]
