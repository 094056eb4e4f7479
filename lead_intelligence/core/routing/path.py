"""Which pools are asked for a lead, one after the other, until somebody is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .choice_evidence import Because
from .pool import Pool

GONE: Final = "gone"
DISABLED: Final = "disabled"
LOOP: Final = "loop"
EMPTY: Final = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
	"""Whom to ask. `pool`: None for a step that names its users directly, and `because` says what they are. `problem`: why the pool
	called `name` cannot be asked: GONE, DISABLED or LOOP."""

	pool: Pool | None = None
	because: Because | None = None
	users: tuple[str, ...] = ()
	name: str | None = None
	problem: str | None = None


def path_of(
	first: Sequence[str],
	pools: Mapping[str, Pool],
	default: str | None,
	territory_managers: tuple[str, ...],
	managers: tuple[str, ...],
) -> tuple[Step, ...]:
	"""The pools of the rule, each with its fallbacks, the managers of the territory where the rule asks for it, the default pool and its
	fallbacks, and in the end the managers, if only to say that there is nobody. A pool that is disabled hands on to its fallback."""
	seen: set[str] = set()
	steps = [step for name in first if name not in seen for step in _chain(name, pools, seen)]
	if territory_managers:
		steps.append(Step(because=Because.TERRITORY_MANAGER, users=tuple(dict.fromkeys(territory_managers))))
	if default not in seen:
		steps += _chain(default, pools, seen)
	steps.append(Step(because=Because.MANAGER, users=tuple(dict.fromkeys(managers))))
	return tuple(steps)


def _chain(name: str | None, pools: Mapping[str, Pool], seen: set[str]) -> Iterator[Step]:
	own: set[str] = set()
	while name:
		if name in own:
			yield Step(name=name, problem=LOOP)
			return
		if name in seen:
			# It was asked already, and so were its fallbacks.
			return
		own.add(name)
		seen.add(name)
		pool = pools.get(name)
		if pool is None:
			yield Step(name=name, problem=GONE)
			return
		yield Step(name=name, problem=DISABLED) if pool.is_disabled else Step(pool=pool, name=name)
		name = pool.fallback


def loop_from(name: str, fallbacks: Mapping[str, str | None]) -> tuple[str, ...]:
	"""The pools that hand on to each other in a circle, from the first that is reached twice on; none where the chain ends."""
	chain: dict[str, int] = {}
	at: str | None = name
	while at:
		if at in chain:
			return (*list(chain)[chain[at] :], at)
		chain[at] = len(chain)
		at = fallbacks.get(at)
	return ()
