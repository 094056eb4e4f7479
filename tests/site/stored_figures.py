"""Figures with all that was marked stored, and as they are where nothing that is stored may be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from lead_intelligence.adapters.deals import stored as deals
from lead_intelligence.adapters.figure_marks import DOCTYPE, Figures, mark_all, settle, written
from lead_intelligence.adapters.milestones import store as milestones
from lead_intelligence.adapters.revenue import store as revenue

_STORES = {Figures.MILESTONES: milestones, Figures.DEALS: deals, Figures.REVENUE: revenue}


def settled(*figures: Figures) -> None:
	"""All of these is stored, and no mark of them is left. Without any: of all figures."""
	for one in figures or Figures:
		_STORES[one].renew()
		frappe.db.delete(DOCTYPE, {"figures": one.value})


@contextmanager
def worked_out_anew(figures: Figures) -> Iterator[None]:
	before = _marks(figures)
	mark_all(figures)
	try:
		yield
	finally:
		settle(sorted(_marks(figures) - before))


def _marks(figures: Figures) -> set[int]:
	return {name for name, _record in written(figures, 10**6)}
