"""Which leads are new enough to judge models by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ...core.snapshot.lead_snapshot import LeadSnapshot
from ...core.snapshot.values import Kind
from ..mapping.column_map import ColumnMap
from ..refusal import AuditRefused

CREATION: Final = "creation"


class CreationDay:
	"""Leads created on `newer_than` or later are newer; `unknown` counts those of which nobody knows. These are taken
	with the older ones: learned from, never judged."""

	def __init__(self, newer_than: date, column_map: ColumnMap) -> None:
		"""Raises AuditRefused unless a column says when a lead was created."""
		mapped = next((m for m in column_map.fields if m.field.name == CREATION and m.column), None)
		if mapped is None or mapped.column is None:
			where = (
				"export the column 'Created On' as well"
				if column_map.is_erpnext
				else f"map one to the field '{CREATION}' with the kind date or datetime"
			)
			raise AuditRefused(
				f"--newer-than needs to know when each lead was created, and no column holds that: {where}."
			)
		if mapped.field.kind not in (Kind.DATE, Kind.DATETIME):
			raise AuditRefused(
				f"--newer-than needs to know when each lead was created, but {column_map.source} reads the column "
				f"'{mapped.column}' as {mapped.field.kind.value}. Give the field '{CREATION}' the kind date or datetime."
			)
		self.newer_than = newer_than
		self.column = mapped.column
		self.leads = 0
		self.unknown = 0

	def is_newer(self, lead: LeadSnapshot) -> bool:
		self.leads += 1
		created = lead.values.get(CREATION)
		if not isinstance(created, date):
			self.unknown += 1
			return False
		# A moment is a date as well, but the two cannot be compared.
		return (created.date() if isinstance(created, datetime) else created) >= self.newer_than

	def refuse_unknown(self) -> None:
		"""Without a single known day there is nothing to tell newer leads by."""
		if self.leads and self.unknown == self.leads:
			raise AuditRefused(
				f"--newer-than needs to know when each lead was created, but the column '{self.column}' holds no date "
				"that can be read. ISO dates are read as they are; name other notations under 'dates' in the mapping."
			)
