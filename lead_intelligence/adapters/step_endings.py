"""What was planned with a lead ends when the lead does, and a snooze when its owner changes. To look whether they do costs no query."""

from __future__ import annotations

import frappe
from frappe.model.document import Document
from pypika import Table
from pypika.functions import Coalesce
from pypika.terms import Criterion

from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.next_steps import DOCTYPE, DROPPED, OPEN, close_rows, close_snoozes, drop_all
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS, has_ended

_LOG_TITLE = "Lead Intelligence: what was planned with a lead could not follow it"
_OVER = sorted(WON_STATUS | LOST_STATUS)
_MOST_AT_ONCE = 2_000


def lead_changed(doc: Document) -> None:
	"""At the end of a save, or after a field was set past it (`db_set`)."""
	before = doc.get_doc_before_save()
	with surviving(lambda: log_defect(_LOG_TITLE, "Lead", doc.name)):
		if _has_ended(doc):
			if before is None or not _has_ended(before):
				with in_savepoint():
					drop_all([doc.name])
		elif before is not None and before.get("lead_owner") and _owner(before) != _owner(doc):
			with in_savepoint():
				close_snoozes([doc.name])


def _has_ended(doc: Document) -> bool:
	return has_ended(doc.get("status")) or bool(doc.get("disabled"))


def _owner(doc: Document) -> str | None:
	return doc.get("lead_owner") or None


def is_over(lead: Table) -> Criterion:
	"""As a condition: nothing can be planned with it."""
	status, stage = Coalesce(lead.status, ""), Coalesce(lead.li_stage, "")
	return status.isin(_OVER) | (stage == Stage.DISQUALIFIED.value) | (lead.disabled == 1)


def drop_of_leads_that_are_over() -> None:
	"""ERPNext converts leads, and deletes customers, past all events. The caller commits."""
	step, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(step).join(lead).on(lead.name == step.lead).select(step.name)
	rows = query.where((step.state == OPEN) & is_over(lead)).limit(_MOST_AT_ONCE).run()
	close_rows([name for (name,) in rows], DROPPED)
