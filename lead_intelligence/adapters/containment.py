"""A defect of ours never stops a rep from saving a lead: it is logged, and the lead is marked to be evaluated again.

Deadlocks, lock time-outs and lost connections are raised: MariaDB has then given up the whole transaction, and going on
would lose the lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.model.document import Document

_LOG_TITLE = "Lead Intelligence: a lead could not be evaluated"
_SAVEPOINT = "lead_intelligence"


def is_lost_transaction(error: BaseException) -> bool:
	db = frappe.db
	return (
		isinstance(error, (frappe.QueryDeadlockError, frappe.QueryTimeoutError, db.InterfaceError))
		or (isinstance(error, db.OperationalError) and (db.is_deadlocked(error) or db.is_timedout(error)))
		or (isinstance(error, db.OperationalError) and error.args and error.args[0] in _CONNECTION_LOST)
	)


# MariaDB's codes: server has gone away, lost connection during query, connection was killed.
_CONNECTION_LOST = (2006, 2013, 1927, 4031)


@contextmanager
def contained_in_memory(doc: Document) -> Iterator[None]:
	"""For work that only sets fields on `doc`: on a defect, the document is marked and saved all the same."""
	try:
		yield
	except Exception as error:
		if is_lost_transaction(error):
			raise
		doc.flags.li_evaluation = None
		doc.li_needs_evaluation = 1
		_log(doc.name)


@contextmanager
def contained(lead: str) -> Iterator[None]:
	"""For work that writes: on a defect its writes are taken back and the stored lead is marked."""
	frappe.db.savepoint(_SAVEPOINT)
	try:
		yield
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.db.rollback(save_point=_SAVEPOINT)
		frappe.db.set_value("Lead", lead, "li_needs_evaluation", 1, update_modified=False)
		_log(lead)
	else:
		frappe.db.release_savepoint(_SAVEPOINT)


def _log(lead: str | None) -> None:
	frappe.log_error(_LOG_TITLE, reference_doctype="Lead", reference_name=lead)
