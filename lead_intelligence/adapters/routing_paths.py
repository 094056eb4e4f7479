"""Whom to ask for a lead, and in which order: what its rule says, then the fallbacks."""

from __future__ import annotations

from collections.abc import Mapping

from lead_intelligence.adapters.routing_pools import pools
from lead_intelligence.adapters.sales_managers import sales_managers
from lead_intelligence.adapters.territory_pools import pools_for_territory, territory_managers_of
from lead_intelligence.core.routing.path import Step, path_of
from lead_intelligence.core.routing.policy import RoutingPolicy, RoutingRule, Target
from lead_intelligence.core.routing.pool import Pool


class Paths:
	"""Worked out once for leads that go the same way."""

	def __init__(self, company: str | None) -> None:
		self.pools: Mapping[str, Pool] = {
			name: pool for name, pool in pools().items() if pool.company in (None, company)
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
			first = (rule.pool,) if rule.pool else ()
		return path_of(
			first,
			self.pools,
			policy.default_pool if policy else None,
			territory_managers_of(territory) if territory else (),
			(policy.manager,) if policy and policy.manager else sales_managers(),
		)
