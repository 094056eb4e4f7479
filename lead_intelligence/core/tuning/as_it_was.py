"""A lead as it was when its outcome was open: the frozen inputs of its journey, completed by what is known today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from ..engagement.touch import until
from ..snapshot.lead_snapshot import LeadSnapshot

Content = TypeVar("Content")


def as_it_was(
	frozen: LeadSnapshot, today: LeadSnapshot, frozen_fields: frozenset[str], day: int
) -> LeadSnapshot:
	"""`frozen_fields`: those that were looked at then, also where nothing was known of them; the rest is as of today. `day`:
	the ordinal of the day of then; touches have dates, so those up to it are known whatever was looked at."""
	return LeadSnapshot(
		name=today.name,
		company=today.company,
		values=_merged(frozen.values, today.values, frozen_fields),
		ancestors=_merged(frozen.ancestors, today.ancestors, frozen_fields),
		changed_at=_merged(frozen.changed_at, today.changed_at, frozen_fields),
		touches=until(today.touches, day),
	)


def _merged(
	frozen: Mapping[str, Content], today: Mapping[str, Content], frozen_fields: Iterable[str]
) -> dict[str, Any]:
	names = frozenset(frozen_fields)
	return {name: content for name, content in today.items() if name not in names} | {
		name: content for name, content in frozen.items() if name in names
	}
