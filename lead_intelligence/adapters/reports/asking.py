"""Of which leads a report is: those that match its filters, among those that whoever asks may see."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_
from typing import Any, TypeVar

import frappe
from frappe import _
from frappe.core.doctype.user_permission.user_permission import get_user_permissions
from frappe.utils import getdate
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, EmptyCriterion, LiteralValue

from lead_intelligence.adapters.erpnext_versions import actual_name, beside_parameters
from lead_intelligence.adapters.journey_permissions import condition_of_visible_leads
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.reports.families import is_of_family
from lead_intelligence.adapters.team_leads import is_of_company
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.filters import Filters, read_filters
from lead_intelligence.core.reporting.result import Sentence

T = TypeVar("T")
SEE_ALL = frozenset({"Sales Manager", "Sales Master Manager", "System Manager", "Lead Marketing"})
"""Roles whose figures are of all leads that they may read; those of everyone else, of what is theirs or shared with them."""

_FIELDS = {
	"owner": "lead_owner",
	"segment": "market_segment",
	"grade": "li_grade",
	"definition": "li_definition",
}
# Of the filters that no field of Lead links to.
_MASTERS = {"team": "Sales Person", "definition": "Lead Definition"}


def values_of(filters: Mapping[str, Any] | str | None) -> dict[str, Any]:
	"""As the desk, or a link, sends them. Throws a sentence on what is no set of filters."""
	if isinstance(filters, str):
		try:
			filters = json.loads(filters or "{}")
		except ValueError:
			filters = []
	if filters is not None and not isinstance(filters, Mapping):
		frappe.throw(_("The filters cannot be read. Open the report again."))
	return dict(filters or {})


def asked(filters: Mapping[str, Any] | str | None) -> Filters:
	"""Throws a sentence on the first thing that cannot be understood."""
	return understood(lambda: read_filters(values_of(filters), getdate()))


def understood(read: Callable[[], T]) -> T:
	"""What is read. Throws a sentence on the first thing that is refused."""
	try:
		return read()
	except Refused as refusal:
		refuse([replace(problem, place=_(problem.place)) for problem in refusal.problems])
		raise


@dataclass(slots=True)
class AskedLeads:
	"""`only` narrows a query that reads `lead` (as frappe.qb.DocType("Lead")) down to the leads that are meant, whatever the period.
	`own_only`: these are the user's own, and those shared with them."""

	filters: Filters
	_seen: str = field(init=False)
	own_only: bool = field(init=False)

	def __post_init__(self) -> None:
		self._seen = condition_of_visible_leads()
		self.own_only = SEE_ALL.isdisjoint(frappe.get_roles())

	@property
	def sees_some(self) -> bool:
		"""Whether anything but the company keeps leads from the user."""
		return bool(self._seen) and not _sees_all_of_companies()

	@property
	def is_narrow(self) -> bool:
		"""Whether anything but the period excludes leads: if not, Lead need not be read."""
		return bool(self._seen or self.own_only or any(self._chosen()))

	def only(self, query: QueryBuilder, lead: Table | None = None) -> QueryBuilder:
		criterion = self.criterion(lead or frappe.qb.DocType("Lead"))
		return query if criterion is None else query.where(criterion)

	def criterion(self, lead: Table) -> Criterion | None:
		"""What holds for the leads that are meant; None where these are all."""
		found = [*self._chosen_in(lead), *self._rights(lead)]
		return reduce(and_, found) if found else None

	def missing(self) -> list[Sentence]:
		"""A sentence for each filter whose value is no record any more. Leads may have kept it."""
		return [
			Sentence(
				text="There is no {label} {value} any more. Choose another one, or take this filter away.",
				values={"label": Sentence(text=master), "value": value},
				tone="bad",
			)
			for name in self._chosen()
			if (master := _master_of(name))
			and not frappe.db.exists(master, value := getattr(self.filters, name))
		]

	def _rights(self, lead: Table) -> list[Criterion]:
		found: list[Criterion] = []
		if self.own_only:
			share = frappe.qb.DocType("DocShare")
			shared = frappe.qb.from_(share).select(share.share_name)
			shared = shared.where((share.share_doctype == "Lead") & (share.read == 1))
			shared = shared.where((share.user == frappe.session.user) | (share.everyone == 1))
			found.append((lead.lead_owner == frappe.session.user) | lead.name.isin(shared))
		if self._seen:
			found.append(_Written(f"({beside_parameters(self._seen)})"))
		return found

	def _chosen(self) -> list[str]:
		names = ("company", "territory", "owner", "team", "family", "source", "campaign", "grade", "segment")
		return [name for name in (*names, "definition") if getattr(self.filters, name)]

	def _chosen_in(self, lead: Table) -> list[Criterion]:
		return [_WAYS.get(name, _equals(name))(lead, getattr(self.filters, name)) for name in self._chosen()]


def _sees_all_of_companies() -> bool:
	"""Whether the user's permissions are for companies and nothing else."""
	links = {field.options for field in frappe.get_meta("Lead").get_link_fields()} | {"Lead"}
	return not (links & set(get_user_permissions())) - {"Company"}


class _Written(LiteralValue, Criterion):
	"""A condition that Frappe has written. Unlike any other text it can be combined with more."""


def _master_of(name: str) -> str | None:
	"""The doctype that the values of a filter are names of."""
	field = frappe.get_meta("Lead").get_field(_FIELDS.get(name) or actual_name(name))
	return _MASTERS.get(name) or (str(field.options) if field and field.fieldtype == "Link" else None)


def _equals(name: str) -> Callable[[Table, str], Criterion]:
	def criterion(lead: Table, value: str) -> Criterion:
		return lead[_FIELDS.get(name) or actual_name(name)] == value

	return criterion


def _in_territory(lead: Table, territory: str) -> Criterion:
	return lead.territory.isin(_below("Territory", territory))


def _of_team(lead: Table, person: str) -> Criterion:
	"""Owned by one of the users behind this sales person and all below."""
	return lead.lead_owner.isin(users_of_team(person) or [""])


def users_of_team(person: str) -> list[str]:
	"""The users behind this sales person and all below."""
	here, employee = frappe.qb.DocType("Sales Person"), frappe.qb.DocType("Employee")
	users = frappe.qb.from_(here).join(employee).on(employee.name == here.employee).select(employee.user_id)
	users = users.where(here.name.isin(_below("Sales Person", person)) & employee.user_id.isnotnull())
	return [user for (user,) in users.run()]


def _below(doctype: str, node: str) -> list[str]:
	"""The node and all below it; only itself where it is no node."""
	place = frappe.db.get_value(doctype, node, ["lft", "rgt"])
	if not place:
		return [node]
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name)
	return [name for (name,) in query.where((table.lft >= place[0]) & (table.rgt <= place[1])).run()]


def _of_family(lead: Table, family: str) -> Criterion:
	return is_of_family(lead, family) or EmptyCriterion()


_WAYS: dict[str, Callable[[Table, str], Criterion]] = {
	"company": is_of_company,
	"territory": _in_territory,
	"team": _of_team,
	"family": _of_family,
}
