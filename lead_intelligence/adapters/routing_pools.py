"""The pools of the site as the domain knows them, remembered for all its processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

import frappe
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt

from lead_intelligence.adapters.live_versions import ROUTING
from lead_intelligence.adapters.sales_managers import sales_managers
from lead_intelligence.core.routing.pool import Match, Pool, Strategy

DOCTYPE, MEMBER, TERRITORY = "Lead Routing Pool", "Lead Routing Pool Member", "Lead Routing Pool Territory"
_CACHE = "lead_intelligence:routing_pools"
# Who manages sales, and what is changed past every event, is noticed after so long.
_SECONDS_KEPT = 300
_Choice = TypeVar("_Choice", bound=Enum)
_FIELDS = (
	*(
		"name",
		"strategy",
		"company",
		"disabled",
		"account_owner_first",
		"previous_owner_first",
		"during_hours",
	),
	*("language_match", "product_match", "sector_match", "minimum_level", "hot_grades", "floor"),
	*("manager", "fallback_pool"),
)


def pools() -> Mapping[str, Pool]:
	"""All of them by name, those that are disabled too."""
	if frappe.flags.li_pools_are_changing:
		return _stored(lock=False)
	known: Mapping[str, Pool] | None = frappe.cache.get_value(_CACHE, expires=True)
	if known is None:
		# The lock shows what is committed even to a transaction that began before, and keeps a change waiting until the cache
		# holds what was there before: it is told of the change after that.
		known = _stored(lock=True)
		frappe.cache.set_value(_CACHE, known, expires_in_sec=_SECONDS_KEPT)
	return known


def forget_pools() -> None:
	"""Call after a pool has changed. Until that is committed, this transaction alone sees it."""
	frappe.flags.li_pools_are_changing = True
	frappe.db.after_commit.add(_have_changed)
	frappe.db.after_rollback.add(_have_changed)


def _have_changed() -> None:
	frappe.flags.li_pools_are_changing = False
	frappe.cache.delete_value(_CACHE)


def present_name(policy: str | None, row: int | None) -> str | None:
	"""What the pool of a rule, or the default pool, of a stored policy is called now."""
	if row is None:
		name = frappe.db.get_value(ROUTING, policy, "default_pool")
	else:
		rule = {"parent": policy, "parenttype": ROUTING, "idx": row}
		name = frappe.db.get_value("Lead Routing Rule", rule, "pool")
	return name or None


def pool_of(doc: Document) -> Pool:
	"""A pool as its form stands, saved or not. Numbers that cannot be are for its checks to refuse."""
	members = [(row.user, row.weight, row.paused) for row in doc.members]
	return _pool(doc, members, (row.territory for row in doc.territories))


def _stored(*, lock: bool) -> dict[str, Pool]:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(*(table[name] for name in _FIELDS)).orderby(table.name)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	members = _by_pool(MEMBER, ("user", "weight", "paused"), lock)
	territories = _by_pool(TERRITORY, ("territory",), lock)
	return {
		row.name: _pool(row, members.get(row.name, ()), (name for (name,) in territories.get(row.name, ())))
		for row in rows
	}


def _by_pool(doctype: str, columns: tuple[str, ...], lock: bool) -> dict[str, list[tuple[Any, ...]]]:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.parent, *(table[name] for name in columns))
	query = query.where(table.parenttype == DOCTYPE).orderby(table.parent).orderby(table.idx)
	found: dict[str, list[tuple[Any, ...]]] = {}
	for parent, *values in (query.for_update() if lock else query).run():
		found.setdefault(parent, []).append(tuple(values))
	return found


def _pool(row: Any, members: Iterable[tuple[Any, ...]], territories: Iterable[str]) -> Pool:
	"""A weight of 0 is that of the rep."""
	named = [(user, flt(weight), cint(paused)) for user, weight, paused in members if user]
	strategy = _choice(Strategy, row.strategy, Strategy.ROUND_ROBIN)
	return Pool(
		name=cstr(row.name),
		strategy=strategy,
		company=row.company or None,
		weights={user: weight for user, weight, paused in named if not paused},
		paused=frozenset(user for user, _weight, paused in named if paused),
		account_owner_first=bool(cint(row.account_owner_first)),
		previous_owner_first=bool(cint(row.previous_owner_first)),
		during_hours=bool(cint(row.during_hours)),
		language=_choice(Match, row.language_match, Match.IGNORED),
		product=_choice(Match, row.product_match, Match.IGNORED),
		sector=_choice(Match, row.sector_match, Match.IGNORED),
		minimum_level=cint(row.minimum_level),
		hot_grades=frozenset(hot_grades(row.hot_grades)),
		floor=flt(row.floor) / 100,
		managers=_managers(row.manager) if strategy is Strategy.MANAGERS_QUEUE else (),
		territories=frozenset(name for name in territories if name),
		fallback=row.fallback_pool or None,
		is_disabled=bool(cint(row.disabled)),
	)


def _choice(choices: type[_Choice], value: object, usual: _Choice) -> _Choice:
	"""What is none of the choices is taken for the usual one: Frappe itself refuses it."""
	try:
		return choices(value)
	except ValueError:
		return usual


def hot_grades(text: str | None) -> tuple[str, ...]:
	"""Each once, in their order."""
	return tuple(dict.fromkeys(grade.strip() for grade in cstr(text).split(",") if grade.strip()))


def _managers(chosen: str | None) -> tuple[str, ...]:
	return (chosen,) if chosen else sales_managers()
