"""Conditions compiled to closures. A condition answers True, False or None: it could not be judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..snapshot.fields import Field, FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import EMPTY, UNKNOWN
from .conditions import AllOf, AnyOf, Comparison, Condition, fields_of
from .expected import check_comparison
from .operators import Looks, Operator, test_for, window

Verdict = bool | None
Judge = Callable[[LeadSnapshot, datetime], Verdict]
Edges = Callable[[LeadSnapshot], tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCondition:
	"""`judge(lead, now)` with `now` naive in the system time zone; None when a field that decides is unknown.

	`edges` name for each comparison with today the days (ordinals, some beyond the calendar) at whose beginning its
	answer for a lead changes.
	`follows_from`: the one field from whose value alone the verdict follows, not from trees, changes or the date.
	"""

	condition: Condition
	fields: tuple[str, ...]
	judge: Judge
	edges: tuple[Edges, ...]
	follows_from: str | None
	tree_fields: tuple[str, ...]
	change_fields: tuple[str, ...]


def compile_condition(condition: Condition, catalogue: FieldCatalogue) -> CompiledCondition:
	"""Raises Refused when a comparison does not fit the catalogue."""
	edges: list[Edges] = []
	looks: dict[Looks, list[str]] = {}
	judge = _compile(condition, catalogue, edges, looks)
	fields = fields_of(condition)
	one_value = len(fields) == 1 and looks.keys() <= {Looks.AT_VALUE, Looks.AT_PRESENCE}
	return CompiledCondition(
		condition=condition,
		fields=fields,
		judge=judge,
		edges=tuple(edges),
		follows_from=fields[0] if one_value else None,
		tree_fields=tuple(dict.fromkeys(looks.get(Looks.AT_TREE, ()))),
		change_fields=tuple(dict.fromkeys(looks.get(Looks.AT_CHANGE, ()))),
	)


def _compile(
	condition: Condition, catalogue: FieldCatalogue, edges: list[Edges], looks: dict[Looks, list[str]]
) -> Judge:
	if isinstance(condition, Comparison):
		field, operator, expected = check_comparison(condition, catalogue)
		looks.setdefault(operator.looks, []).append(field.name)
		if operator.window is not None:
			edges.append(_edges(field.name, operator, expected))
		return _COMPILERS[operator.looks](field, operator, expected)
	judges = [_compile(part, catalogue, edges, looks) for part in condition.parts]
	return joined(condition, judges)


def joined(group: AllOf | AnyOf, judges: Sequence[Judge]) -> Judge:
	"""One judge for a group, from one or more judges of its parts."""
	if len(judges) == 1:
		return judges[0]
	return _all_of(tuple(judges)) if isinstance(group, AllOf) else _any_of(tuple(judges))


def _all_of(judges: tuple[Judge, ...]) -> Judge:
	def judge(lead: LeadSnapshot, now: datetime) -> Verdict:
		verdict: Verdict = True
		for part in judges:
			answer = part(lead, now)
			if answer is False:
				return False
			if answer is None:
				verdict = None
		return verdict

	return judge


def _any_of(judges: tuple[Judge, ...]) -> Judge:
	def judge(lead: LeadSnapshot, now: datetime) -> Verdict:
		verdict: Verdict = False
		for part in judges:
			answer = part(lead, now)
			if answer is True:
				return True
			if answer is None:
				verdict = None
		return verdict

	return judge


def _on_value(field: Field, operator: Operator, expected: Any) -> Judge:
	test, if_empty, name = test_for(operator, expected, field.kind), operator.if_empty, field.name

	def judge(lead: LeadSnapshot, now: datetime) -> Verdict:
		value = lead.values.get(name, UNKNOWN)
		if value is UNKNOWN:
			return None
		return if_empty if value is EMPTY else test(value)

	return judge


def _on_presence(field: Field, operator: Operator, expected: Any) -> Judge:
	name = field.name
	if operator.key == "is set":
		return lambda lead, now: lead.values.get(name, UNKNOWN) not in (UNKNOWN, EMPTY)
	if operator.key == "is not set":
		return lambda lead, now: lead.values.get(name, UNKNOWN) in (UNKNOWN, EMPTY)
	if operator.key == "is unknown":
		return lambda lead, now: lead.values.get(name, UNKNOWN) is UNKNOWN

	def is_empty(lead: LeadSnapshot, now: datetime) -> Verdict:
		value = lead.values.get(name, UNKNOWN)
		return None if value is UNKNOWN else value is EMPTY

	return is_empty


def _on_tree(field: Field, operator: Operator, expected: Any) -> Judge:
	nodes, negated, name = frozenset(expected), operator.if_empty, field.name

	def judge(lead: LeadSnapshot, now: datetime) -> Verdict:
		if lead.values.get(name, UNKNOWN) is EMPTY:
			return negated
		ancestors = lead.ancestors.get(name)
		if ancestors is None:
			return None
		return nodes.isdisjoint(ancestors) is negated

	return judge


def _on_window(field: Field, operator: Operator, days: Any) -> Judge:
	date_of = _date_of(field.name, operator)
	first, last = window(operator, days)
	if_empty = False if operator.looks is Looks.AT_TODAY else None

	def judge(lead: LeadSnapshot, now: datetime) -> Verdict:
		then = date_of(lead)
		if then is None:
			return if_empty if lead.values.get(field.name) is EMPTY else None
		passed = now.toordinal() - then.toordinal()
		return first <= passed and (last is None or passed <= last)

	return judge


def _date_of(name: str, operator: Operator) -> Callable[[LeadSnapshot], date | None]:
	"""When the field changed, or the date or moment that it holds."""
	if operator.looks is Looks.AT_CHANGE:
		return lambda lead: lead.changed_at.get(name)

	def date_of(lead: LeadSnapshot) -> date | None:
		then = lead.values.get(name)
		return then if isinstance(then, date) else None

	return date_of


def _edges(name: str, operator: Operator, days: Any) -> Edges:
	date_of = _date_of(name, operator)
	first, last = window(operator, days)
	offsets = (first,) if last is None else (first, last + 1)

	def edges(lead: LeadSnapshot) -> tuple[int, ...]:
		then = date_of(lead)
		if then is None:
			return ()
		day = then.toordinal()
		return tuple([day + offset for offset in offsets])

	return edges


_COMPILERS: dict[Looks, Callable[[Field, Operator, Any], Judge]] = {
	Looks.AT_VALUE: _on_value,
	Looks.AT_PRESENCE: _on_presence,
	Looks.AT_TREE: _on_tree,
	Looks.AT_TODAY: _on_window,
	Looks.AT_CHANGE: _on_window,
}
