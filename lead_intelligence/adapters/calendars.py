"""Working calendars."""

from __future__ import annotations

from typing import Any

from lead_intelligence.core.problems import Problem, Refused


class _Never:
	def due(self, since: Any, working: Any) -> Any:
		raise Refused(Problem(message="The working calendar has no working time."))


def calendar_of(name: str | None, company: str | None) -> _Never:
	return _Never()
