"""What an admin promises to leads: how soon they are answered, and who hears of it when they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import lru_cache
from hashlib import sha256

from ..qualification.stages import Stage
from ..rules.conditions import Condition
from .response_clock import Purpose


class Begin(str, Enum):
	"""From when on a lead is due its first response."""

	CREATION = "Creation"
	MQL = "Becoming MQL"


class Action(str, Enum):
	NOTIFY_OWNER = "Notify Owner"
	NOTIFY_MANAGER = "Notify Manager"
	NOTIFY_ROLE = "Notify Role"
	REASSIGN = "Reassign"
	RAISE_PRIORITY = "Raise Priority"
	CALL_WEBHOOK = "Call Webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
	"""When a step comes, in working time. `share`: that part of the target has passed: 0.5 half-way, 1.0 when it is due, 1.5
	half of the target later. `minutes`: so long after the due moment, before it where negative. Exactly one is given."""

	share: float | None = None
	minutes: float | None = None


@lru_cache(maxsize=1024)
def _key(offset: Offset, *said: str | None) -> str:
	numbers = [None if one is None else float(one) for one in (offset.share, offset.minutes)]
	return sha256(repr((*numbers, *said)).encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
	"""`purpose`: None for the clocks of all. `user`: who takes a lead that is reassigned; None for whoever the routing policy finds.
	`by_email`: who is told on the desk gets a mail, too."""

	offset: Offset
	action: Action
	purpose: Purpose | None = None
	role: str | None = None
	user: str | None = None
	webhook: str | None = None
	by_email: bool = False

	@property
	def key(self) -> str:
		"""The same for a step that says the same, so that a new version of a policy does not do it again."""
		return _key(self.offset, self.action.value, self.role, self.user, self.webhook)


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
	"""Working time within which a lead of a grade is answered; of any other grade where `grade` is None. What is None there has
	no clock."""

	grade: str | None = None
	first_response: timedelta | None = None
	acceptance: timedelta | None = None
	next_touch: timedelta | None = None

	def of(self, purpose: Purpose) -> timedelta | None:
		by_purpose: Mapping[Purpose, timedelta | None] = {
			Purpose.FIRST_RESPONSE: self.first_response,
			Purpose.ACCEPTANCE: self.acceptance,
			Purpose.NEXT_TOUCH: self.next_touch,
		}
		return by_purpose[purpose]


@dataclass(frozen=True, slots=True, kw_only=True)
class StagnationLimit:
	stage: Stage
	working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaPolicy:
	"""`title`: by which the versions of a policy are told from those of another. `priority`: the lowest that matches is the one
	that applies. `condition`: which leads it is for; None for all. `pause`: while it holds, the clocks of first response and
	next touch stand still. `calendar`: the name of a working calendar; None for the default one."""

	title: str
	version: str | None = None
	company: str = ""
	priority: int = 10
	condition: Condition | None = None
	targets: tuple[Targets, ...] = ()
	begins: Begin = Begin.CREATION
	again_on_hot_touch: bool = True
	pause: Condition | None = None
	calendar: str | None = None
	steps: tuple[EscalationStep, ...] = ()
	stagnation: tuple[StagnationLimit, ...] = ()

	def targets_for(self, grade: str | None) -> Targets | None:
		"""Those of the grade, or of all others."""
		rows = {row.grade: row for row in self.targets}
		return rows.get(grade) or rows.get(None)
