"""Those who are to take leads are told on the desk, in one notice for all that were handed over to them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

import frappe
from frappe import _
from frappe.utils import escape_html, format_datetime, get_fullname

from lead_intelligence.adapters.containment import in_savepoint, is_lost_transaction, surviving
from lead_intelligence.adapters.lead_names import name_and_company
from lead_intelligence.adapters.notices import language_of, readable_leads, tell, wants_to_be_told

_JOB = "lead_intelligence.jobs.handovers.tell_receivers"
_LOG_TITLE = "Lead Intelligence: hand-overs could not be told of"
_DOCTYPE = "Lead Handover"
# Gives the sentence for some hand-overs in a language.
Words = Callable[[Sequence[frappe._dict], str | None], str]


def tell_receivers_soon(handovers: Sequence[str]) -> None:
	"""After the commit, and not by the one who waits for a lead to be saved."""
	if handovers:
		frappe.db.after_commit.add(lambda: _call(handovers))


def _call(handovers: Sequence[str]) -> None:
	"""They are stored: nothing that goes wrong here may look as if they were not."""
	try:
		frappe.enqueue(_JOB, queue="short", handovers=list(handovers))
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("receivers of leads are not told")


def tell_receivers(handovers: Sequence[str]) -> None:
	"""Of those that still wait. A defect of ours is logged, and nothing is lost but the notice."""
	rows = _rows({"name": ("in", list(handovers)), "status": "Waiting", "to_user": ("is", "set")})
	for user, mine in _by_user((row.to_user, row) for row in rows if row.to_user != row.from_user):
		with _surviving():
			_tell_of(user, mine, _handed_over)


def tell_of_lapsed(handovers: Sequence[str]) -> None:
	"""Whoever had handed over or should have answered, the owners of the leads, and those who have signed the agreement."""
	rows = _rows({"name": ("in", list(handovers))})
	owners = dict(
		frappe.get_all(
			"Lead",
			filters={"name": ("in", [row.lead for row in rows])},
			fields=["name", "lead_owner"],
			as_list=True,
		)
	)
	signatories = {version: signatories_of(version) for version in {row.definition for row in rows}}
	pairs = (
		(user, row)
		for row in rows
		for user in dict.fromkeys(
			(row.from_user, row.to_user, owners.get(row.lead), *signatories[row.definition])
		)
		if user
	)
	for user, mine in _by_user(pairs):
		with _surviving():
			_tell_of(user, mine, _lapsed)


def signatories_of(version: str | None) -> tuple[str, ...]:
	fields = ["marketing_signatory", "sales_signatory"]
	found = frappe.db.get_value("Lead Definition", version, fields) if version else None
	return tuple(user for user in found or () if user)


def _rows(filters: dict[str, object]) -> list[frappe._dict]:
	return [
		row
		for row in frappe.get_all(
			_DOCTYPE,
			filters=filters,
			fields=["name", "lead", "act", "definition", "from_user", "to_user", "handed_at", "due_at"],
			order_by="due_at, name",
			limit=0,
		)
		if row.lead
	]


def _by_user(
	pairs: Iterable[tuple[str, frappe._dict]],
) -> Iterable[tuple[str, list[frappe._dict]]]:
	found: dict[str, list[frappe._dict]] = {}
	for user, row in pairs:
		found.setdefault(user, []).append(row)
	return found.items()


def _surviving() -> AbstractContextManager[None]:
	return surviving(lambda: frappe.log_error(_LOG_TITLE))


def _tell_of(user: str, rows: Sequence[frappe._dict], words: Words) -> None:
	if not wants_to_be_told(user):
		return
	leads = readable_leads(user, (row.lead for row in rows))
	readable = [row for row in rows if row.lead in leads]
	if readable:
		with in_savepoint():
			lead = readable[0].lead if len(readable) == 1 else None
			tell(user, words(readable, language_of(user)), lead=lead, by=readable[0].from_user)


def _handed_over(rows: Sequence[frappe._dict], language: str | None) -> str:
	due = format_datetime(rows[0].due_at)
	if len(rows) > 1:
		return _("{0} leads are handed over to you. The first is to be accepted by {1}.", language).format(
			f"<b>{len(rows)}</b>", due
		)
	by = rows[0].from_user
	if by:
		return _("{0} hands {1} over to you. Please accept or refuse it by {2}.", language).format(
			escape_html(get_fullname(by)), called(rows[0].lead), due
		)
	return _("{0} is handed over to you. Please accept or refuse it by {1}.", language).format(
		called(rows[0].lead), due
	)


def _lapsed(rows: Sequence[frappe._dict], language: str | None) -> str:
	if len(rows) > 1:
		return _(
			"{0} hand-overs have lapsed: nobody has accepted or refused the leads in time.", language
		).format(f"<b>{len(rows)}</b>")
	row = rows[0]
	due = format_datetime(row.due_at)
	if row.to_user:
		return _("The hand-over of {0} to {1} has lapsed: there was no answer by {2}.", language).format(
			called(row.lead), escape_html(get_fullname(row.to_user)), due
		)
	return _("The hand-over of {0} has lapsed: there was no answer by {1}.", language).format(
		called(row.lead), due
	)


def called(lead: str) -> str:
	"""As the desk shows it, which is markup; the names were written by outsiders."""
	found = frappe.db.get_value("Lead", lead, ["lead_name", "company_name"]) or (None, None)
	return f"<b>{escape_html(name_and_company(*found, lead))}</b>"
