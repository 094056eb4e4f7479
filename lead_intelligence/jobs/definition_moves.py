"""The background work of comparing two definitions: all leads of a company are judged by both, and counted."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.definition_moves import (
	DONE,
	FAILED,
	RUNNING,
	UNFINISHED,
	Comparing,
	figures_of,
	keep,
	state_of,
)
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.statements import MOST_NAMES
from lead_intelligence.adapters.stored_leads import batches_of_names, leads_of_company

_LOG_TITLE = "Lead Intelligence: a comparison of definitions failed"


def compare(after: str, before: str | None, token: str) -> None:
	"""Ends with the comparison done or failed, or without a trace when it was stopped or begun anew meanwhile."""
	work = _Work(after, before, token)
	try:
		work.do()
	except Exception as error:
		frappe.db.rollback()
		if is_lost_transaction(error):
			problem = _("The database was busy or not reachable. Compare again.")
		else:
			problem = _("The comparison could not be finished. The error log says why.")
			frappe.log_error(_LOG_TITLE, reference_doctype=DEFINITION, reference_name=after)
			frappe.db.commit()
		work.tell({"status": FAILED, "problem": problem, "finished_at": str(now_datetime())})


class _Work:
	def __init__(self, after: str, before: str | None, token: str) -> None:
		self._after, self._before, self._token = after, before, token

	def do(self) -> None:
		after = frappe.get_doc(DEFINITION, self._after)
		before = frappe.get_doc(DEFINITION, self._before) if self._before else None
		leads = leads_of_company(after.company)
		now = now_datetime()
		begun = {"total": frappe.db.count("Lead", leads), "started_at": str(now)}
		state_of_after = {"after_modified": str(after.modified)}
		if not self.tell({"status": RUNNING, **begun, **state_of_after}):
			return
		comparing, done = Comparing(after, before, now), 0
		for names in batches_of_names(leads, MOST_NAMES):
			comparing.add(names)
			done += len(names)
			# The next batch sees the leads as they are then, and no lock or snapshot is held for long.
			frappe.db.commit()
			if not self.tell({"done": done}):
				return
		finished = {"status": DONE, "done": done, "finished_at": str(now_datetime())}
		self.tell({**finished, "figures": figures_of(comparing.moves)})

	def tell(self, values: dict[str, Any]) -> bool:
		"""Whether it is still ours to work on."""
		state = state_of(self._after, self._before)
		if not state or state["token"] != self._token or state["status"] not in UNFINISHED:
			return False
		keep(self._after, self._before, {**state, **values})
		return True
