"""Which pools are for the leads of a territory, and who manages it where none is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import frappe

from lead_intelligence.adapters.kept import Kept
from lead_intelligence.core.routing.pool import Pool

_TERRITORY = "Territory"
_ACTIVE = "Active"


class _Node(NamedTuple):
	"""`manager`: the user of the sales person who manages the territory itself."""

	parent: str | None
	manager: str | None


def pools_for_territory(territory: str | None, pools: Mapping[str, Pool]) -> tuple[str, ...]:
	"""Those of the nearest territory above that has any, then those further up. Pools of one territory come by their names."""
	of: dict[str, list[str]] = {}
	for name in sorted(pools):
		if not pools[name].is_disabled:
			for place in pools[name].territories:
				of.setdefault(place, []).append(name)
	if not of:
		return ()
	return tuple(dict.fromkeys(name for place, _node in _upwards(territory) for name in of.get(place, ())))


def territory_managers_of(territory: str | None) -> tuple[str, ...]:
	"""The nearest first: of each territory upwards the sales person who manages it, if that is an active employee with a user. Whether they
	can take a lead is told where they are asked."""
	return tuple(dict.fromkeys(node.manager for _place, node in _upwards(territory) if node.manager))


def forget_territories() -> None:
	_TREE.forget()


def _upwards(territory: str | None) -> Iterator[tuple[str, _Node]]:
	"""The territory and those above it, by their parents: a tree whose numbers are broken, or that leads in a circle, is followed as
	far as it goes once."""
	if not territory:
		return
	nodes, seen = _TREE.get(), set()
	here: str | None = territory
	while here in nodes and here not in seen:
		seen.add(here)
		yield here, nodes[here]
		here = nodes[here].parent


def _read() -> dict[str, _Node]:
	territory, person = frappe.qb.DocType(_TERRITORY), frappe.qb.DocType("Sales Person")
	employee = frappe.qb.DocType("Employee")
	query = frappe.qb.from_(territory).select(territory.name, territory.parent_territory, employee.user_id)
	query = query.left_join(person).on((person.name == territory.territory_manager) & (person.enabled == 1))
	query = query.left_join(employee).on((employee.name == person.employee) & (employee.status == _ACTIVE))
	return {name: _Node(parent or None, user or None) for name, parent, user in query.run()}


_TREE = Kept("territories", _read)
