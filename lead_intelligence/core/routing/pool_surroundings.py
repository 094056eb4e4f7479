"""What of its surroundings does not fit a pool, of which an admin is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..problems import Problem
from .path import loop_from
from .pool import Pool, Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSurroundings:
	"""What is there on the site. `others`: the other pools, by name. `own_weights`: of the profiles, by user. `unable`: members who
	cannot take leads on any day. `names`: what users are called. `grades`: of the live scoring model, None where none is live."""

	others: Mapping[str, Pool] = field(default_factory=dict)
	own_weights: Mapping[str, float] = field(default_factory=dict)
	unable: frozenset[str] = frozenset()
	names: Mapping[str, str] = field(default_factory=dict)
	grades: tuple[str, ...] | None = None


def warnings_of(pool: Pool, around: PoolSurroundings) -> tuple[Problem, ...]:
	"""What may be meant, and probably is not."""
	if pool.is_disabled:
		return ()
	return (
		*_nobody_warnings(pool, around),
		*_weight_warnings(pool, around),
		*_best_fit_warnings(pool, around),
		*_territory_warnings(pool, around),
		*_fallback_warnings(pool, around),
	)


def _nobody_warnings(pool: Pool, around: PoolSurroundings) -> Iterator[Problem]:
	if pool.strategy is Strategy.MANAGERS_QUEUE:
		if not set(pool.managers) - around.unable:
			message = "There is nobody who could distribute the leads of this pool. Choose a manager, or give somebody the role Sales Manager."
			yield Problem(message=message)
	elif not pool.weights:
		message = "Nobody takes part in this pool yet, so its leads go to the fallback. Add members."
		yield Problem(message=message)
	elif not set(pool.weights) - around.unable:
		message = "No member can take leads, so they go to the fallback. Add members, or enable those who are there."
		yield Problem(message=message)


def _weight_warnings(pool: Pool, around: PoolSurroundings) -> Iterator[Problem]:
	for user in pool.weights:
		weight = _weight(pool, user, around)
		for name in sorted(around.others):
			other = around.others[name]
			if other.is_disabled or user not in other.weights:
				continue
			there = _weight(other, user, around)
			if there != weight:
				message = "{user} has the weight {weight} here and {there} in the pool '{pool}'. Each pool counts with its own."
				values = {
					"user": around.names.get(user, user),
					"weight": f"{weight:.10g}",
					"there": f"{there:.10g}",
					"pool": name,
				}
				yield Problem(message=message, values=values)


def _weight(pool: Pool, user: str, around: PoolSurroundings) -> float:
	return pool.weights[user] or around.own_weights.get(user, 1.0)


def _best_fit_warnings(pool: Pool, around: PoolSurroundings) -> Iterator[Problem]:
	if pool.strategy is not Strategy.BEST_FIT:
		return
	if pool.floor == 1:
		message = "'Guaranteed Share' is 100 %, so that all hot leads go by turns and none to the best fit. Enter less."
		yield Problem(message=message)
	known = None if around.grades is None else {grade.casefold() for grade in around.grades}
	for grade in sorted(pool.hot_grades):
		if known is not None and grade.casefold() not in known:
			message = "The live scoring model has no grade '{grade}'. Its grades are: {grades}."
			yield Problem(message=message, values={"grade": grade, "grades": ", ".join(around.grades or ())})


def _territory_warnings(pool: Pool, around: PoolSurroundings) -> Iterator[Problem]:
	for name in sorted(around.others):
		other = around.others[name]
		companies = {one.company for one in (pool, other) if one.company}
		if other.is_disabled or len(companies) > 1:
			continue
		for territory in sorted(pool.territories & other.territories):
			first, second = sorted((pool.name, name))
			message = "The territory '{territory}' belongs to the pool '{other}' as well. Its leads go to '{first}' first, and to '{second}' when nobody there can take them."
			values = {"territory": territory, "other": name, "first": first, "second": second}
			yield Problem(message=message, values=values)


def _fallback_warnings(pool: Pool, around: PoolSurroundings) -> Iterator[Problem]:
	other = around.others.get(pool.fallback or "")
	if other is None:
		return
	values = {"pool": other.name}
	if other.is_disabled:
		message = "The fallback pool '{pool}' is disabled. Enable it, or choose another."
		yield Problem(message=message, values=values)
	if other.company and other.company != pool.company:
		message = "The fallback pool '{pool}' is for leads of {company} alone. Choose another."
		yield Problem(message=message, values={**values, "company": other.company})
	fallbacks = {name: one.fallback for name, one in around.others.items()}
	loop = loop_from(other.name, fallbacks)
	if loop and pool.name not in loop:
		message = "The fallback pools lead in a circle: {pools}. Leads go on from there to the default pool and to the managers."
		yield Problem(message=message, values={"pools": " → ".join(loop)})
