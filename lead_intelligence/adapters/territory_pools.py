"""Which pools are for the leads of a territory, and who manages it where none is."""

from __future__ import annotations

from collections.abc import Mapping

import frappe

from lead_intelligence.adapters.desk_users import is_desk_user
from lead_intelligence.core.routing.pool import Pool

_TERRITORY = "Territory"
_MOST_LEVELS = 100


def pools_for_territory(territory: str | None, pools: Mapping[str, Pool]) -> tuple[str, ...]:
	"""Those of the nearest territory above that has any, then those further up. Pools of one territory come by their names."""
	if not any(pool.territories for pool in pools.values()):
		return ()
	return tuple(
		name
		for place in _upwards(territory)
		for name in sorted(pools)
		if place in pools[name].territories and not pools[name].is_disabled
	)


def territory_managers_of(territory: str | None) -> tuple[str, ...]:
	"""The nearest first: of each territory upwards the sales person who manages it, if that is an employee with an active user."""
	places = _upwards(territory)
	if not places:
		return ()
	managers = dict(
		frappe.get_all(
			_TERRITORY,
			filters={"name": ("in", places), "territory_manager": ("is", "set")},
			fields=["name", "territory_manager"],
			as_list=True,
		)
	)
	users = _users_of(sorted(set(managers.values())))
	found = (users.get(managers.get(place, "")) for place in places)
	return tuple(dict.fromkeys(user for user in found if user and is_desk_user(user)))


def _users_of(sales_persons: list[str]) -> dict[str, str]:
	if not sales_persons:
		return {}
	person, employee = frappe.qb.DocType("Sales Person"), frappe.qb.DocType("Employee")
	query = frappe.qb.from_(person).join(employee).on(employee.name == person.employee)
	query = query.select(person.name, employee.user_id)
	query = query.where(
		person.name.isin(sales_persons) & (person.enabled == 1) & (employee.status == "Active")
	)
	return {name: user for name, user in query.run() if user}


def _upwards(territory: str | None) -> list[str]:
	"""The territory and those above it, by their parents: a tree whose numbers are broken, or that leads in a circle, is followed as
	far as it goes once."""
	found: list[str] = []
	while territory and territory not in found and len(found) < _MOST_LEVELS:
		parent = frappe.db.get_value(_TERRITORY, territory, ["name", "parent_territory"])
		if parent is None:
			break
		found.append(parent[0])
		territory = parent[1]
	return found
