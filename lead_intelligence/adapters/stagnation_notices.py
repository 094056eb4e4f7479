"""Owners of stagnant leads are told on the desk, in one notice for all that were noted since they were told last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import format_date, now_datetime

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.handover_notices import called
from lead_intelligence.adapters.notices import language_of, readable_leads, tell, wants_to_be_told
from lead_intelligence.adapters.stagnation_rows import DOCTYPE
from lead_intelligence.adapters.statements import update_rows

_LOG_TITLE = "Lead Intelligence: owners could not be told of stagnant leads"


def owners_to_tell() -> list[str]:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.owner_user).distinct().where(_is_untold(table))
	return [owner for (owner,) in query.orderby(table.owner_user).run()]


def _is_untold(table: object) -> object:
	return table.noticed_at.isnull() & table.open_for.notnull() & table.owner_user.notnull()


def tell_owner(owner: str) -> None:
	"""The rows are locked until the caller commits, with the notice: of two that come at once, the second finds none left.
	Who does not want to be told, or may not read a lead, is not told of it; that it was told is noted of none that was not."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name, table.lead, table.quiet_since)
	query = query.where(_is_untold(table) & (table.owner_user == owner)).orderby(table.quiet_since)
	with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
		if not wants_to_be_told(owner):
			return
		rows = query.for_update().run(as_dict=True)
		leads = readable_leads(owner, (row.lead for row in rows))
		readable = [row for row in rows if row.lead in leads]
		if readable:
			only = readable[0].lead if len(readable) == 1 else None
			tell(owner, _words(readable, language_of(owner)), lead=only, by=None, link=_link(owner))
			update_rows(DOCTYPE, [row.name for row in readable], {"noticed_at": now_datetime()})


def _words(rows: Sequence[frappe._dict], language: str | None) -> str:
	if len(rows) > 1:
		return _(
			"{0} of your leads are stagnant: no touch, no next step and no change of stage for longer than agreed.",
			language,
		).format(f"<b>{len(rows)}</b>")
	return _("{0} is stagnant: no touch, no next step and no change of stage since {1}.", language).format(
		called(rows[0].lead), format_date(rows[0].quiet_since)
	)


def _link(owner: str) -> str:
	"""To what is open of theirs."""
	return "/app/lead-stagnation?" + urlencode(
		{"owner_user": owner, "ended_at": json.dumps(["is", "not set"])}
	)
