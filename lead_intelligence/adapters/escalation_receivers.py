"""Who is to hear of a step of escalation: for each, those who are asked first, and who is told where none of them can be."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.adapters.desk_users import users_with_role
from lead_intelligence.adapters.sales_managers import managers_of, sales_managers
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.sla.policy import Action

Users = tuple[str, ...]


class Receivers:
	"""Each is looked up once."""

	def __init__(self) -> None:
		self._managers: dict[str | None, Users] = {}
		self._with_role: dict[str, Users] = {}

	def of(self, action: Action, owner: str | None, role: str | None) -> Sequence[Users]:
		if action is Action.NOTIFY_ROLE:
			return [self._having(role)] if role else []
		owner = owner if is_person(owner) else None
		if action is Action.NOTIFY_OWNER and owner:
			return [(owner,), *self.above(owner)]
		return self.above(owner)

	def above(self, owner: str | None) -> Sequence[Users]:
		if owner not in self._managers:
			self._managers[owner] = managers_of(owner)
		return [self._managers[owner], tuple(one for one in self._managers_of_sales() if one != owner)]

	def _managers_of_sales(self) -> Users:
		if None not in self._managers:
			self._managers[None] = sales_managers()
		return self._managers[None]

	def _having(self, role: str) -> Users:
		if role not in self._with_role:
			self._with_role[role] = users_with_role(role)
		return self._with_role[role]
