"""Leads told apart by something: how it is called, and the leads of one group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TypeVar

import frappe
from pypika import Table
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.reports.dimensions import BY_TIME, OFFERED, Dimension, value_of
from lead_intelligence.adapters.reports.families import family_of, is_of_family
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Sentence

GROUPS = tuple(one.value for one in OFFERED)
T = TypeVar("T")


def grouping_of(dimension: Dimension, groups: Iterable[str]) -> Grouping:
	"""`groups`: those that there are."""
	words = None
	if dimension is Dimension.FAMILY:
		words = {group: Sentence(text=group) for group in groups if group}
	return Grouping(
		label=dimension.value,
		in_time=dimension in BY_TIME,
		of_users=dimension is Dimension.OWNER,
		words=words,
	)


def by_family(of_sources: Mapping[str, T], together: Callable[[T, T], T]) -> dict[str, T]:
	"""What was counted by source, by the families of these."""
	return renamed(of_sources, lambda source: family_of(source) or "", together)


def renamed(
	of_groups: Mapping[str, T], name_of: Callable[[str], str], together: Callable[[T, T], T]
) -> dict[str, T]:
	"""The same, where groups that are called alike become one."""
	found: dict[str, T] = {}
	for group, counts in of_groups.items():
		name = name_of(group)
		found[name] = together(found[name], counts) if name in found else counts
	return found


def is_of_group(dimension: Dimension, group: str, lead: Table, moment: Term) -> Criterion:
	"""Holds for the leads that are counted in the group."""
	if dimension is not Dimension.FAMILY:
		return value_of(dimension, lead, moment) == group
	if group:
		return is_of_family(lead, group)
	families = frappe.get_all(
		"Lead Source Profile", filters={"disabled": 0}, pluck="family", distinct=True, order_by="family"
	)
	source = value_of(Dimension.SOURCE, lead, moment)
	of_any = [is_of_family(lead, family) for family in families]
	return (source == "") | reduce(or_, of_any).negate() if of_any else source == source
