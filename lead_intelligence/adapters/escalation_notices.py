"""What each user is to hear of several clocks, put down as one notice and one mail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import get_fullname, get_url_to_form

from lead_intelligence.adapters.containment import in_savepoint, is_lost_transaction
from lead_intelligence.adapters.escalation_receivers import Users
from lead_intelligence.adapters.escalation_words import Told, sentence_of, subject_of, words_of
from lead_intelligence.adapters.notices import language_of, readable_leads, tell, wants_to_be_told

_LIST = "/app/lead/view/list"
_MOST_LINKED = 50
_NO_MAIL = "Lead Intelligence: a mail on late leads could not be sent"
_NO_NOTICE = "Lead Intelligence: a user could not be told of late leads"


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
	"""What is to be told of one step. `receivers`: those who are told; where none of them can be, those after them. `ways`: by user,
	how they were told. `had_defect`: somebody would have been told but for a defect."""

	told: Told
	receivers: Sequence[Users]
	by_email: bool = False
	ways: dict[str, str] = field(default_factory=dict)
	missed: list[str] = field(default_factory=list)
	had_defect: bool = False

	def in_words(self) -> str:
		missed = _names(self.missed)
		if not self.ways:
			if not missed:
				return _("There was nobody to tell.")
			return _(
				"Nobody was told: {0} has no active user, may not read the lead, or wants no notices."
			).format(missed)
		told = ", ".join(f"{get_fullname(user)} ({how})" for user, how in self.ways.items())
		if missed:
			return _("Told: {0}. Could not be told: {1}.").format(told, missed)
		return _("Told: {0}.").format(told)


def _names(users: Iterable[str]) -> str:
	return ", ".join(str(get_fullname(user)) for user in users)


def tell_all(messages: Sequence[Message]) -> None:
	"""Each user hears once of all that is for them. What nobody could be told goes to those who come after."""
	most = max((len(message.receivers) for message in messages), default=0)
	for turn in range(most):
		by_user: dict[str, list[Message]] = {}
		for message in messages:
			if message.ways or len(message.receivers) <= turn:
				continue
			for user in message.receivers[turn]:
				if user not in message.missed:
					by_user.setdefault(user, []).append(message)
		for user in sorted(by_user):
			_tell_of(user, by_user[user])


def _tell_of(user: str, messages: Sequence[Message]) -> None:
	"""A defect with one user does not keep the others from being told."""
	before = [dict(message.ways) for message in messages]
	try:
		with in_savepoint():
			_put_down(user, messages)
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.log_error(_NO_NOTICE, reference_doctype="User", reference_name=user)
		for message, ways in zip(messages, before, strict=True):
			message.ways, message.had_defect = ways, True
	for message in messages:
		if user not in message.ways:
			message.missed.append(user)


def _put_down(user: str, messages: Sequence[Message]) -> None:
	if not frappe.db.get_value("User", user, "enabled"):
		return
	leads = readable_leads(user, (message.told.lead for message in messages))
	mine = [message for message in messages if message.told.lead in leads]
	if not mine:
		return
	language, on_desk = language_of(user), wants_to_be_told(user)
	if on_desk:
		about = _once(mine)
		only = about[0].lead if len(about) == 1 else None
		tell(user, words_of(about, language, user), lead=only, by=None, link=_link(about))
	by_email = [message for message in mine if message.by_email]
	if by_email and not _mail(user, _once(by_email), language):
		for message in by_email:
			message.had_defect = True
		by_email = []
	for message in mine:
		is_mailed = message in by_email
		if on_desk:
			message.ways[user] = _("on the desk and by e-mail") if is_mailed else _("on the desk")
		elif is_mailed:
			message.ways[user] = _("by e-mail")


def _once(messages: Iterable[Message]) -> list[Told]:
	"""Of several steps of a clock, who hears of them hears of the clock."""
	found: dict[tuple[str, str], Told] = {}
	for message in messages:
		told = message.told
		key = (told.lead, told.clock.purpose.value)
		if key not in found or told.is_new_owner:
			found[key] = told
	return list(found.values())


def _link(about: Sequence[Told]) -> str:
	"""To a list of just these leads, unless they are too many for an address."""
	leads = sorted({told.lead for told in about})
	if len(leads) > _MOST_LINKED:
		return _LIST
	return f"{_LIST}?{urlencode({'name': json.dumps(['in', leads])})}"


def _mail(user: str, about: Sequence[Told], language: str | None) -> bool:
	"""Whether it waits to be sent. A site that can send no mails is told so in its log, and the notice on the desk stays."""
	lines = [
		f"<p>{sentence_of(told, language, reader=user)} "
		f'<a href="{get_url_to_form("Lead", told.lead)}">{_("Open the lead", language)}</a></p>'
		for told in about
	]
	only = about[0].lead if len(about) == 1 else None
	try:
		with in_savepoint():
			queued = frappe.sendmail(
				recipients=[user],
				subject=subject_of(about, language)[:140],
				message="".join(lines),
				reference_doctype="Lead" if only else None,
				reference_name=only,
				add_unsubscribe_link=0,
			)
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.clear_last_message()
		frappe.log_error(_NO_MAIL)
		return False
	return bool(queued)
