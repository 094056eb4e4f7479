"""One rule compiled: what it says of a lead, as a line of evidence."""

from __future__ import annotations

from datetime import date, datetime

from ..rules.compiler import CompiledCondition
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN, Value
from .memory import Memory
from .model import Rule
from .score import ScoreLine, Seen, UnknownLine

Line = ScoreLine | UnknownLine | None


class CompiledRule:
	"""`group` is the number of the rule's group in its model.

	`follows_from`: the one field from whose value alone the line follows, whatever the day, if there is one; `memory`:
	the lines by that value.
	"""

	__slots__ = ("_judge", "_unknown", "condition", "follows_from", "group", "memory", "rule")

	def __init__(self, rule: Rule, condition: CompiledCondition, *, group: int) -> None:
		self.rule = rule
		self.condition = condition
		self.group = group
		always_valid = rule.valid_from is None and rule.valid_to is None
		self.follows_from = condition.follows_from if always_valid else None
		self.memory: Memory[Value, Line] = Memory()
		self._judge = condition.judge
		only_one = len(condition.fields) == 1
		self._unknown = UnknownLine(rule=rule, fields=condition.fields) if only_one else None

	def valid_on(self, day: date) -> bool:
		since, until = self.rule.valid_from, self.rule.valid_to
		return (since is None or since <= day) and (until is None or day <= until)

	def line(self, lead: LeadSnapshot, now: datetime) -> Line:
		"""A ScoreLine when the rule fires, an UnknownLine when it cannot be judged, None when it does not apply."""
		if self.follows_from is None:
			return self._line(lead, now) if self.valid_on(now.date()) else None
		return self.memory.keep(lead.values.get(self.follows_from, UNKNOWN), self._line(lead, now))

	def _line(self, lead: LeadSnapshot, now: datetime) -> Line:
		verdict = self._judge(lead, now)
		if verdict:
			value, fields = lead.values.get, self.condition.fields
			if len(fields) == 1:
				seen: Seen = ((fields[0], value(fields[0], UNKNOWN)),)
			else:
				seen = tuple([(name, value(name, UNKNOWN)) for name in fields])
			return ScoreLine(rule=self.rule, points=self.rule.points, seen=seen)
		if verdict is False:
			return None
		if self._unknown is not None:
			return self._unknown
		return UnknownLine(rule=self.rule, fields=self._unknown_fields(lead))

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
