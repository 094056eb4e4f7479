"""What is asked of Source Return, beside whose leads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from ..reporting.choices import chosen


class ReturnBasis(str, Enum):
	COHORT = "Cohort of First Contact"
	"""Leads that came in within the period, and all that has come of them until now."""
	REVENUE = "Date of Revenue"
	"""What happened in the period, whenever the leads had come in: stages reached, sales won, orders, invoices and payments of its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnQuestion:
	"""`by`: what leads are told apart by."""

	by: str
	basis: ReturnBasis


def read_return_question(values: Mapping[str, object], groups: Collection[str], usual: str) -> ReturnQuestion:
	"""`groups`: all that leads can be told apart by; `usual`: where nothing is chosen. Raises Refused with a sentence."""
	bases = [one.value for one in ReturnBasis]
	return ReturnQuestion(
		by=chosen(values, "group_by", "Group By", groups, usual),
		basis=ReturnBasis(chosen(values, "basis", "Basis", bases, ReturnBasis.COHORT.value)),
	)
