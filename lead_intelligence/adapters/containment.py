"""A defect of ours never stops a rep from saving a lead: it is logged, and the lead is marked to be evaluated again.

Deadlocks, lock time-outs and lost connections are raised: MariaDB has then given up work of the transaction, and going
on would lose the lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import count

import frappe
from frappe.model.document import Document

_LOG_TITLE = "Lead Intelligence: a lead could not be evaluated"
# MariaDB's codes: server has gone away, lost connection during query, connection was killed.
_CONNECTION_LOST = (2006, 2013, 1927, 4031)
# MariaDB forgets a savepoint when another of the same name is set within it.
_numbers = count()


def is_lost_transaction(error: BaseException) -> bool:
	if isinstance(error, (frappe.QueryDeadlockError, frappe.QueryTimeoutError)):
		return True
	db = frappe.db
	if not isinstance(error, db.OperationalError) or not error.args:
		return bool(db.is_interface_error(error))
	return db.is_deadlocked(error) or db.is_timedout(error) or error.args[0] in _CONNECTION_LOST


@contextmanager
def surviving(recover: Callable[[], None]) -> Iterator[None]:
	"""For work of ours that others must not suffer from: on a defect, `recover` is called while it is being handled."""
	messages = len(frappe.local.message_log)
	try:
		yield
	except Exception as error:
		if is_lost_transaction(error):
			raise
		# Whoever saves is not to read of a refusal that never happened.
		del frappe.local.message_log[messages:]
		recover()


@contextmanager
def in_savepoint() -> Iterator[None]:
	"""What fails is taken back before the error is handled. Nothing is left to take back to in a lost transaction."""
	savepoint = f"lead_intelligence_{next(_numbers)}"
	frappe.db.savepoint(savepoint)
	try:
		yield
		frappe.db.release_savepoint(savepoint)
	except Exception as error:
		if not is_lost_transaction(error):
			frappe.db.rollback(save_point=savepoint)
		raise


@contextmanager
def contained_in_memory(doc: Document) -> Iterator[None]:
	"""For work that only sets fields on `doc`: on a defect, the document is marked and saved all the same."""

	def recover() -> None:
		doc.flags.li_evaluation = None
		doc.li_needs_evaluation = 1
		_log(doc.name)

	with surviving(recover):
		yield


@contextmanager
def contained(lead: str, *, writes: bool = True, quiet: bool = False) -> Iterator[None]:
	"""For work on stored leads: on a defect its writes are taken back and the stored lead is marked.

	`quiet`: for a lead whose failure was logged before and that fails again.
	"""

	def recover() -> None:
		_attempt(_mark, lead)
		if not quiet:
			_log(lead)

	with surviving(recover), in_savepoint() if writes else nullcontext():
		yield


def _mark(lead: str) -> None:
	frappe.db.set_value("Lead", lead, "li_needs_evaluation", 1, update_modified=False)


def _log(lead: str | None) -> None:
	log_defect(_LOG_TITLE, "Lead", lead)


def log_defect(title: str, doctype: str, name: str | None) -> None:
	"""In the handling of a defect: what is logged is never a reason to fail."""
	_attempt(frappe.log_error, title, reference_doctype=doctype, reference_name=name)


def _attempt(step: Callable[..., object], *args: object, **kwargs: object) -> None:
	"""Before the app's migration has run there may be no field to mark, and a log can fail too: the lead comes first."""
	try:
		step(*args, **kwargs)
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("a defect could not be marked or logged")
