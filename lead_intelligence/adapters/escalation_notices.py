"""What each user is to hear of several clocks, put down as one notice and one mail."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import get_fullname, get_url_to_form

from lead_intelligence.adapters.containment import in_savepoint, is_lost_transaction
from lead_intelligence.adapters.escalation_words import Told, many, sentence_of
from lead_intelligence.adapters.notices import language_of, readable_leads, tell, wants_to_be_told

_LIST = "/app/lead/view/list"
_LOG_TITLE = "Lead Intelligence: a mail on late leads could not be sent"


class Notices:
	def __init__(self) -> None:
		self._of: dict[str, list[tuple[Told, bool]]] = {}
		self._told: dict[tuple[str, str], str] = {}

	def add(
		self,
		row: frappe._dict,
		users: Iterable[str],
		told: Told,
		*,
		by_email: bool,
		only_beside: bool = False,
	) -> None:
		"""`only_beside`: what comes of the row does not depend on it."""
		for user in users:
			self._of.setdefault(user, []).append((told, by_email))

	def put_down(self) -> None:
		for user, mine in self._of.items():
			leads = readable_leads(user, (told.lead for told, _by_email in mine))
			readable = [(told, by_email) for told, by_email in mine if told.lead in leads]
			if readable:
				self._tell(user, readable)

	def _tell(self, user: str, mine: list[tuple[Told, bool]]) -> None:
		language = language_of(user)
		about = list({(told.lead, told.clock.purpose): told for told, _by_email in mine}.values())
		words = sentence_of(about[0], language) if len(about) == 1 else many(about, language)
		ways = []
		if wants_to_be_told(user):
			lead = about[0].lead if len(about) == 1 else None
			tell(user, words, lead=lead, by=None, link=_LIST)
			ways.append(_("on the desk"))
		by_email = [told for told, wanted in mine if wanted]
		if by_email and self._mail(user, list({told.lead: told for told in by_email}.values()), language):
			ways.append(_("by e-mail"))
		for told, _wanted in mine:
			if ways:
				self._told[(user, told.lead)] = " + ".join(ways)

	def _mail(self, user: str, about: list[Told], language: str | None) -> bool:
		"""Whether it waits to be sent. A site that can send no mails is told so in its log, and the notice on the desk stays."""
		lines = [
			f'<p>{sentence_of(told, language)} <a href="{get_url_to_form("Lead", told.lead)}">{_("Open the lead", language)}</a></p>'
			for told in about
		]
		subject = (
			_("A lead waits for us: {0}", language).format(about[0].who)
			if len(about) == 1
			else _("{0} leads wait for us", language).format(len(about))
		)
		try:
			with in_savepoint():
				frappe.sendmail(
					recipients=[user],
					subject=subject[:140],
					message="".join(lines),
					reference_doctype="Lead" if len(about) == 1 else None,
					reference_name=about[0].lead if len(about) == 1 else None,
				)
		except Exception as error:
			if is_lost_transaction(error):
				raise
			frappe.clear_last_message()
			frappe.log_error(_LOG_TITLE)
			return False
		return True

	def what_came_of(self, row: frappe._dict) -> str:
		"""Who was told of a step, and how; or why nobody was."""
		told = [(user, self._told.get((user, row.lead))) for user in row.users]
		parts = [f"{get_fullname(user)} ({ways})" for user, ways in told if ways]
		if parts:
			return _("Told: {0}").format(", ".join(parts))
		if not row.users:
			return _("There was nobody to tell.")
		names = ", ".join(str(get_fullname(user)) for user in row.users)
		return _("Nobody was told: {0} may not read the lead, or wants no notices.").format(names)
