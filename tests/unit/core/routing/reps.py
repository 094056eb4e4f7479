"""Reps, pools and leads in one line, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lead_intelligence.core.routing.choice_evidence import Choice
from lead_intelligence.core.routing.choosing import Chooser
from lead_intelligence.core.routing.path import Step, path_of
from lead_intelligence.core.routing.pool import Pool
from lead_intelligence.core.routing.rep import Absence, Away, Demand, Record, Rep, SkillKind

NOW = datetime(2026, 3, 10, 14, 30)


def a_rep(user: str, **more: Any) -> Rep:
	"""`away="leave"` keeps the rep away, `product={"Laser": 4}` and `sector=…` say what the rep knows, `won=(3, 10)` that of ten
	leads with an outcome three were won, `speaks="fr en"` which languages."""
	why, until = more.pop("away", None), more.pop("until", None)
	skills = {(SkillKind.PRODUCT, name): level for name, level in more.pop("product", {}).items()}
	skills |= {(SkillKind.SECTOR, name): level for name, level in more.pop("sector", {}).items()}
	converted, decided = more.pop("won", (0, 0))
	return Rep(
		user=user,
		absence=Absence(why=Away(why), until=until) if why else None,
		skills=skills,
		languages=frozenset(more.pop("speaks", "").split()),
		record=Record(decided=decided, converted=converted),
		**more,
	)


def a_pool(*users: str, name: str = "Pool", weights: Mapping[str, float] | None = None, **more: Any) -> Pool:
	return Pool(name=name, weights=weights or dict.fromkeys(users, 1.0), **more)


def a_demand(lead: str = "LEAD-1", **more: Any) -> Demand:
	return Demand(lead=lead, **more)


def chooser(*reps: Rep, **more: Any) -> Chooser:
	return Chooser({rep.user: rep for rep in reps}, more.pop("turns", {}), more.pop("now", NOW), **more)


def the_path(*pools: Pool, managers: tuple[str, ...] = ()) -> tuple[Step, ...]:
	"""From the first of these on."""
	return path_of((pools[0].name,), {pool.name: pool for pool in pools}, None, (), managers)


def choose(pool: Pool, *reps: Rep, **demand: Any) -> Choice:
	return chooser(*reps).choose(a_demand(**demand), the_path(pool))


def passed(choice: Choice) -> dict[str, str | None]:
	"""Why each was passed over where somebody was looked for last."""
	return {one.user: one.passed for one in choice.asked[-1].candidates}
