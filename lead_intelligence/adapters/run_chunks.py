"""The work of a run: its leads are laid out in chunks, and a worker takes one chunk after the other.

The lock on a chunk's row is held as long as the transaction that evaluates its leads. A worker that is killed thereby
leaves its chunk open and its leads as they were, and another takes it.
"""

from __future__ import annotations

import json
from time import monotonic, sleep

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.evaluation_runs import (
	AT_WORK,
	CHUNK,
	COUNTED,
	DONE,
	LEADS_IN_A_CHUNK,
	RUN,
	RUNNING,
	STOPPED,
	WAITING,
	add_chunks,
	counted,
	open_chunks,
	publish,
	set_status,
)
from lead_intelligence.adapters.live_versions import (
	LiveVersions,
	forget_cached_live_versions,
	live_versions,
)
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.statements import update_rows
from lead_intelligence.adapters.stored_leads import batches_of_names, leads_of_company
from lead_intelligence.core.history.journey import Cause

_NAMES_AT_ONCE = 25 * LEADS_IN_A_CHUNK
_CHUNKS_LOOKED_AT = 20
_TELL_EVERY = 1.0
_REMEMBER_FOR = 1.0
_LOOK_AGAIN_AFTER = 0.1
_MOST_SWEEPS = 10
_MOST_DEADLOCKS = 20


class Worker:
	"""One job's part in a run."""

	def __init__(self, run: str) -> None:
		stored = frappe.get_doc(RUN, run)
		self._run = run
		self._company = stored.company
		self._evaluation = BulkEvaluation(Cause(stored.cause), stored.requested_by)
		self._told = 0.0
		self._remembers_since = 0.0
		self._sweeps = 0

	def work(self, seconds: float) -> bool:
		"""Whether the run needs no more work, or no more for now. False: time is up."""
		# Whatever the cache was not told of when it could not be reached.
		forget_cached_live_versions()
		deadline, deadlocks = monotonic() + seconds, 0
		while monotonic() < deadline:
			try:
				if not self._next_step():
					return True
				deadlocks = 0
			except Exception as error:
				frappe.db.rollback()
				deadlocks += 1
				if not is_lost_transaction(error) or deadlocks > _MOST_DEADLOCKS:
					raise
				sleep(_LOOK_AGAIN_AFTER)
		return False

	def _next_step(self) -> bool:
		"""False when there is nothing more to do."""
		frappe.db.commit()
		self._forget_what_is_old()
		run = frappe.db.get_value(RUN, self._run, ["status", "planned"], as_dict=True)
		if run is None or run.status not in AT_WORK:
			return False
		because = self._obstacle()
		if because:
			set_status(self._run, STOPPED, because=because)
			frappe.db.commit()
			return False
		if not run.planned or run.status == WAITING:
			self._plan()
			return True
		chunks = open_chunks(self._run, _CHUNKS_LOOKED_AT)
		if not chunks:
			return not self._finish()
		if not any(self._take(chunk) for chunk in chunks):
			# Others are at them. Should one of them be killed, its chunk is free again.
			sleep(_LOOK_AGAIN_AFTER)
		return True

	def _forget_what_is_old(self) -> None:
		"""A process remembers settings and fields as it first met them; people change them while it works."""
		if monotonic() - self._remembers_since > _REMEMBER_FOR:
			self._remembers_since = monotonic()
			frappe.local.cache.clear()

	def _obstacle(self) -> str | None:
		if not settings().enabled:
			return _("Scoring was switched off in Lead Intelligence Settings.")
		if self._company and not any(live_versions(self._company)):
			return _("{0} has no live model any more. Its leads keep their scores.").format(self._company)
		return None

	def _take(self, chunk: str) -> bool:
		"""Evaluates the leads of the chunk, unless another worker is at it. By its key, so that no lock is set on others."""
		frappe.db.commit()
		row = frappe.db.get_value(
			CHUNK, chunk, ["state", "lead_names"], for_update=True, skip_locked=True, as_dict=True
		)
		if row is None or row.state != "Open":
			frappe.db.commit()
			return False
		counts = self._evaluation.evaluate(json.loads(row.lead_names))
		done = {name: getattr(counts, name) for name in COUNTED}
		done.update({"state": "Done", "lead_names": None, "finished_at": now_datetime()})
		update_rows(CHUNK, [chunk], done)
		frappe.db.commit()
		if monotonic() - self._told > _TELL_EVERY:
			self._told = monotonic()
			publish(self._run)
		return True

	def _plan(self) -> None:
		"""Lays out the chunks, all of them or, when killed, none."""
		frappe.db.commit()
		run = frappe.db.get_value(RUN, self._run, ["status", "planned"], for_update=True, as_dict=True)
		if run and run.status in AT_WORK:
			values = {"status": RUNNING}
			if not run.planned:
				total, number = 0, 1
				for names in batches_of_names(leads_of_company(self._company), _NAMES_AT_ONCE):
					number = add_chunks(self._run, names, first=number)
					total += len(names)
				values.update({"planned": 1, "leads_total": total})
			if not frappe.db.get_value(RUN, self._run, "started_at"):
				values["started_at"] = now_datetime()
			frappe.db.set_value(RUN, self._run, values)
		frappe.db.commit()
		publish(self._run)

	def _finish(self) -> bool:
		"""Whether the run is over now. It is not while a lead is left that was made by someone who began before the
		model was live and came to an end after the chunks were laid out."""
		# Before the run is locked: a model that goes live locks the live one first, and then the runs that it ends.
		live = live_versions(self._company) if self._company else None
		frappe.db.commit()
		run = frappe.db.get_value(
			RUN, self._run, ["status", "leads_total", "leads_done", *COUNTED], for_update=True, as_dict=True
		)
		if run is None or run.status not in AT_WORK or open_chunks(self._run, 1):
			frappe.db.commit()
			return False
		missed = self._missed(live)
		if missed:
			number = frappe.db.count(CHUNK, {"run": self._run}) + 1
			add_chunks(self._run, missed, first=number)
			frappe.db.set_value(RUN, self._run, "leads_total", run.leads_total + len(missed))
			frappe.db.commit()
			return False
		set_status(self._run, DONE)
		settle(self._run)
		frappe.db.commit()
		return True

	def _missed(self, live: LiveVersions | None) -> list[str]:
		if live is None or self._sweeps >= _MOST_SWEEPS:
			return []
		self._sweeps += 1
		judged = []
		if live.model:
			judged.append([["li_scoring_model", "!=", live.model.name]])
		agreements = policies_for(self._company)[0].agreements
		if agreements and agreements.claim_all:
			# Those with a stage that no agreement has given them are history, which none judges.
			by_another = ["li_definition", "not in", sorted(agreements.versions)]
			judged += [[["li_stage", "is", "not set"]], [["li_definition", "is", "set"], by_another]]
		for unlike in judged:
			filters = [*leads_of_company(self._company), *unlike, ["li_needs_evaluation", "=", 0]]
			if names := next(batches_of_names(filters, _NAMES_AT_ONCE), []):
				return names
		return []


def settle(run: str) -> None:
	"""The counts of a run that is over go into the run, and its chunks go."""
	stored = frappe.db.get_value(RUN, run, ["leads_done", *COUNTED], for_update=True, as_dict=True)
	chunks = frappe.get_all(CHUNK, filters={"run": run}, pluck="name")
	for chunk in chunks:
		# Waits for the worker that may still be at it.
		frappe.db.get_value(CHUNK, chunk, "state", for_update=True)
	now = counted(run)
	frappe.db.set_value(RUN, run, {name: (stored[name] or 0) + number for name, number in now.items()})
	frappe.db.delete(CHUNK, {"run": run})
