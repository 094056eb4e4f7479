"""Every minute: what is stored of marked records is worked out anew; where all are marked, by a job of its own. Every night all of it is, whatever
was changed past the app.

Nothing waits for either: a reading works out for itself what is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

import frappe

from lead_intelligence.adapters.alone import alone_at
from lead_intelligence.adapters.containment import is_lost_transaction, log_defect
from lead_intelligence.adapters.deals import stored as deals
from lead_intelligence.adapters.figure_marks import DOCTYPE, Figures, Record, has_all, settle, written
from lead_intelligence.adapters.milestones import store as milestones
from lead_intelligence.adapters.revenue import store as revenue

_MOST = 100_000
_BATCH = 200
_A_DAY = 24 * 3600
_SECONDS_OF_FILLING = 6 * 3600
_NOT_WORKED_OUT = "Lead Intelligence: stored figures could not be worked out"
_DIFFERED = "Lead Intelligence: stored figures differed from their records"


class Kind(Protocol):
	"""How figures are stored. A module will do."""

	def replace(self, records: Sequence[Record]) -> None:
		"""Works out anew what is stored of them. Does not commit."""

	def renew(self, commit: Callable[[], object] | None = None) -> int:
		"""All of it. Gives how many records differed from what was stored, though nobody had marked them."""


_KINDS: Final[Mapping[Figures, Kind]] = {
	Figures.MILESTONES: milestones,
	Figures.DEALS: deals,
	Figures.REVENUE: revenue,
}


def sweep() -> None:
	for figures, kind in _KINDS.items():
		_by_itself(figures, lambda figures=figures, kind=kind: _sweep(figures, kind))


def renew() -> None:
	for figures, kind in _KINDS.items():
		_by_itself(figures, lambda figures=figures, kind=kind: _renew(figures, kind))


def fill(figures: str) -> None:
	"""All of these are marked. Raises ValueError for what is not among `Figures`."""
	one = Figures(figures)

	def work() -> None:
		_fill(_KINDS[one], [name for name, _record in written(one, _MOST)])

	_by_itself(one, work)


def _fill_soon(figures: Figures) -> None:
	"""With many documents it takes longer than a job of each minute may."""
	frappe.enqueue(
		f"{__name__}.{fill.__name__}",
		queue="long",
		timeout=_SECONDS_OF_FILLING,
		job_id=f"lead_intelligence_figures_{figures.value}",
		deduplicate=True,
		figures=figures.value,
	)


def _by_itself(figures: Figures, work: Callable[[], None]) -> None:
	"""A defect with the ones does not keep the others from their turn."""
	frappe.db.commit()
	try:
		with alone_at(f"figures {figures.value}") as ours:
			if ours:
				work()
				frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		if not is_lost_transaction(error):
			_log(figures, "")
			frappe.db.commit()


def _sweep(figures: Figures, kind: Kind) -> None:
	marks = written(figures, _MOST)
	if has_all(marks):
		_fill_soon(figures)
		return
	of_record: dict[Record, list[int]] = {}
	for name, record in marks:
		of_record.setdefault(record, []).append(name)
	records = list(of_record)
	for start in range(0, len(records), _BATCH):
		some = records[start : start + _BATCH]
		if not _is_done(figures, kind, some, of_record) and len(some) > 1:
			for record in some:
				_is_done(figures, kind, [record], of_record)


def _fill(kind: Kind, marks: Sequence[int]) -> int:
	"""Whatever was marked before it began is right when it has ended."""
	frappe.db.commit()
	differing = kind.renew(frappe.db.commit)
	settle(marks)
	frappe.db.commit()
	return differing


def _is_done(
	figures: Figures, kind: Kind, records: Sequence[Record], marks: Mapping[Record, Sequence[int]]
) -> bool:
	"""In a transaction of its own: what is stored and that nothing is marked any more are seen together."""
	frappe.db.commit()
	try:
		kind.replace(records)
		settle([name for record in records for name in marks[record]])
		frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		if is_lost_transaction(error):
			raise
		if len(records) == 1:
			_log(figures, " ".join(records[0]))
			frappe.db.commit()
		return False
	return True


def _renew(figures: Figures, kind: Kind) -> None:
	differing = _fill(kind, [name for name, _record in written(figures, _MOST)])
	if differing:
		sentence = f"{differing} records had other {figures.value} stored than follow from their documents: they were changed past the app, or a change was not noticed. All are right now."
		frappe.log_error(_DIFFERED, sentence)


def _log(figures: Figures, record: str) -> None:
	"""It is tried again every minute, and logged once a day."""
	key = f"lead_intelligence_figures_{figures.value}_{record}"
	if not frappe.cache.get_value(key, expires=True):
		log_defect(f"{_NOT_WORKED_OUT} ({figures.value} {record})"[:140], DOCTYPE, None)
		frappe.cache.set_value(key, 1, expires_in_sec=_A_DAY)
