"""One rule compiled: what it says of a lead, as a line of evidence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ..rules.compiler import CompiledCondition
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN, Value
from .model import Rule
from .score import ScoreLine, UnknownLine

Line = ScoreLine | UnknownLine | None

_REMEMBERED: Final = 2048
_LONGEST_REMEMBERED: Final = 120


class CompiledRule:
	"""`group` is the number of the rule's group in its model.

	Where the verdict follows from one value alone, the line for that value is remembered: leads share most values.
	"""

	__slots__ = ("_field", "_memory", "always_valid", "condition", "group", "rule")

	def __init__(self, rule: Rule, condition: CompiledCondition, *, group: int) -> None:
		self.rule = rule
		self.condition = condition
		self.group = group
		self.always_valid = rule.valid_from is None and rule.valid_to is None
		self._field = condition.fields[0]
		remembers = condition.judges_value_only and len(condition.fields) == 1
		self._memory: dict[Value, Line] | None = {} if remembers else None

	def valid_on(self, day: date) -> bool:
		since, until = self.rule.valid_from, self.rule.valid_to
		return (since is None or since <= day) and (until is None or day <= until)

	def line(self, lead: LeadSnapshot, now: datetime) -> Line:
		"""A ScoreLine when the rule fires, an UnknownLine when it cannot be judged, None when it does not apply."""
		memory = self._memory
		if memory is None:
			return self._judged(lead, now)
		value = lead.values.get(self._field, UNKNOWN)
		if value in memory:
			return memory[value]
		line = self._judged(lead, now)
		if not isinstance(value, str) or len(value) <= _LONGEST_REMEMBERED:
			if len(memory) >= _REMEMBERED:
				memory.clear()
			memory[value] = line
		return line

	def _judged(self, lead: LeadSnapshot, now: datetime) -> Line:
		verdict = self.condition.judge(lead, now)
		if verdict:
			values = lead.values
			seen = tuple([(name, values.get(name, UNKNOWN)) for name in self.condition.fields])
			return ScoreLine(rule=self.rule, points=self.rule.points, seen=seen)
		return None if verdict is False else UnknownLine(rule=self.rule, fields=self._unknown_fields(lead))

	def _unknown_fields(self, lead: LeadSnapshot) -> tuple[str, ...]:
		"""The fields that kept the rule from being judged: unknown values, lost tree nodes, unrecorded changes."""
		trees, changes = self.condition.tree_fields, self.condition.change_fields
		return tuple(
			[
				name
				for name in self.condition.fields
				if lead.values.get(name, UNKNOWN) is UNKNOWN
				or (name in trees and name not in lead.ancestors)
				or (name in changes and name not in lead.changed_at)
			]
		)
