"""Whom to ask for a lead, and in which order: what its rule says, then the fallbacks."""

from __future__ import annotations

from collections.abc import Mapping

import frappe

from lead_intelligence.adapters.routing_pools import pools, present_name
from lead_intelligence.adapters.sales_managers import sales_managers_lately
from lead_intelligence.adapters.territory_pools import pools_for_territory, territory_managers_of
from lead_intelligence.core.routing.path import Step, path_of
from lead_intelligence.core.routing.policy import RoutingPolicy, RoutingRule, Target
from lead_intelligence.core.routing.pool import Pool


class Paths:
	"""Worked out once for leads that go the same way."""

	def __init__(self, company: str | None) -> None:
		company = company or frappe.defaults.get_global_default("company")
		self._all = pools()
		self.pools: Mapping[str, Pool] = {
			name: pool for name, pool in self._all.items() if pool.company in (None, company)
		}
		self._known: dict[tuple[str | None, int | None, str | None], tuple[Step, ...]] = {}

	def of(
		self, policy: RoutingPolicy | None, rule: RoutingRule | None, territory: str | None
	) -> tuple[Step, ...]:
		by_territory = rule is not None and rule.target is Target.TERRITORY
		key = (
			policy.version if policy else None,
			rule.row if rule else None,
			territory if by_territory else None,
		)
		if key not in self._known:
			self._known[key] = self._path(policy, rule, territory if by_territory else None)
		return self._known[key]

	def _path(
		self, policy: RoutingPolicy | None, rule: RoutingRule | None, territory: str | None
	) -> tuple[Step, ...]:
		if rule is None:
			first: tuple[str, ...] = ()
		elif rule.target is Target.TERRITORY:
			first = pools_for_territory(territory, self.pools) if territory else ()
		else:
			first = tuple(filter(None, [self._present(rule.pool, policy, rule)]))
		return path_of(
			first,
			self.pools,
			self._present(policy.default_pool, policy) if policy else None,
			territory_managers_of(territory) if territory else (),
			(policy.manager,) if policy and policy.manager else sales_managers_lately(),
		)

	def _present(
		self, pool: str | None, policy: RoutingPolicy | None, rule: RoutingRule | None = None
	) -> str | None:
		"""Its name of now: it may have been given another since the policy was compiled."""
		if pool is None or policy is None or pool in self._all:
			return pool
		return present_name(policy.version, rule.row if rule else None) or pool
