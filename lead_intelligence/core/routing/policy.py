"""What an admin has laid down about who gets which leads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..qualification.stages import Stage
from ..rules.conditions import Condition


class Target(str, Enum):
	POOL = "Pool"
	TERRITORY = "Pool of the Territory"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
	"""`row`: its number in the policy, from 1. `condition`: None for all leads. `pool`: for Target.POOL."""

	row: int
	title: str = ""
	condition: Condition | None = None
	target: Target = Target.POOL
	pool: str | None = None
	is_disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingPolicy:
	"""`first_stage`: from which on a lead gets an owner; None for at once. `manager`: who gets what nobody else can take; None for
	those who manage sales."""

	title: str
	version: str | None = None
	company: str = ""
	priority: int = 10
	condition: Condition | None = None
	first_stage: Stage | None = None
	rules: tuple[RoutingRule, ...] = ()
	default_pool: str | None = None
	manager: str | None = None
