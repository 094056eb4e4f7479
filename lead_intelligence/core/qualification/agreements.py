"""All definitions that are live for a company, and which of them is for a lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from ..rules.conditions import merged
from ..snapshot.lead_snapshot import LeadSnapshot
from .compiled import CompiledDefinition
from .subjects import SUBJECTS_FIELD

SEGMENT_FIELD: Final = "market_segment"


class Agreements:
	"""`since`: when the first of the company's definitions went live (naive, system time zone). `lines`: for each subject of interest its product line and all those above it. `depths`: of product lines, how many
	there are above them. `fields` and the like: what any of the
	definitions looks at in a lead."""

	def __init__(
		self,
		definitions: Sequence[CompiledDefinition],
		lines: Mapping[str, frozenset[str]] | None = None,
		since: datetime | None = None,
		depths: Mapping[str, int] | None = None,
	) -> None:
		self.definitions = tuple(
			sorted(definitions, key=lambda one: one.definition.scope.narrowness, reverse=True)
		)
		self._lines = lines or {}
		self._depths = depths or {}
		self.since = since
		self.versions = frozenset(one.version for one in self.definitions)
		scopes = [one.definition.scope for one in self.definitions]
		self.claim_all = any(scope.narrowness == 0 for scope in scopes)
		scoping = [
			*([SEGMENT_FIELD] if any(scope.market_segment for scope in scopes) else []),
			*([SUBJECTS_FIELD] if any(scope.product_line for scope in scopes) else []),
		]
		self.fields = merged((scoping, *(one.fields for one in self.definitions)))
		self.tree_fields = merged(one.tree_fields for one in self.definitions)
		self.change_fields = merged(one.change_fields for one in self.definitions)
		self.looks_at_touches = any(one.looks_at_touches for one in self.definitions)
		self.looks_at_answers = any(one.looks_at_answers for one in self.definitions)

	def of(self, lead: LeadSnapshot) -> CompiledDefinition | None:
		"""The narrowest that claims the lead. Of several product lines, the one of the lead's first subject, and the
		lowest of those that lie below one another; None where no definition claims it."""
		for narrowness in (3, 2, 1, 0):
			claiming = [one for one in self.definitions if one.definition.scope.narrowness == narrowness]
			places = [(place, one) for one in claiming if (place := self._claim(one, lead)) is not None]
			if places:
				return min(places, key=lambda found: found[0])[1]
		return None

	def _claim(self, compiled: CompiledDefinition, lead: LeadSnapshot) -> tuple[int, int] | None:
		"""The place of the subject by which a definition claims the lead, 0 where it needs none, and how far up its product
		line is; None if it does not."""
		scope = compiled.definition.scope
		if scope.market_segment and lead.value(SEGMENT_FIELD) != scope.market_segment:
			return None
		if not scope.product_line:
			return 0, 0
		subjects = lead.value(SUBJECTS_FIELD)
		if not isinstance(subjects, tuple):
			return None
		lines = (self._lines.get(subject, frozenset()) for subject in subjects)
		up = -self._depths.get(scope.product_line, 0)
		return next(((place, up) for place, line in enumerate(lines) if scope.product_line in line), None)
