"""Those who sign a definition are told on the desk when it is their turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_fullname

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.notices import language_of, wants_to_be_told
from lead_intelligence.core.qualification.signing import Side

_LOG_TITLE = "Lead Intelligence: a signatory could not be told"
# Gives the sentence in a language.
Words = Callable[[str | None], str]


def tell_of_signature(doc: Document, side: Side) -> None:
	"""The other signatory, who is to sign yet."""
	for other, user in waiting_for(doc).items():
		_tell(
			doc,
			user,
			lambda language, other=other: _(
				"{0} has signed {1} for {2}. It waits for your signature for {3}.", language
			).format(_me(), _called(doc), _(side.value, language), _(other.value, language)),
		)


def ask_for_signatures(doc: Document) -> list[str]:
	"""Tells all who are to sign yet. Gives their names."""
	waiting = waiting_for(doc)
	for side, user in waiting.items():
		_tell(
			doc,
			user,
			lambda language, side=side: _("{0} asks you to sign {1} for {2}.", language).format(
				_me(), _called(doc), _(side.value, language)
			),
		)
	return [get_fullname(user) for user in dict.fromkeys(waiting.values())]


def tell_of_void(doc: Document, signers: Mapping[Side, str]) -> None:
	for user in dict.fromkeys(signers.values()):
		_tell(
			doc,
			user,
			lambda language: _(
				"{0} has changed {1} after you signed it. Please read it and sign again.", language
			).format(_me(), _called(doc)),
		)


def waiting_for(doc: Document) -> dict[Side, str]:
	"""Who is named and has not signed yet."""
	return {
		side: user
		for side in Side
		if (user := doc.get(f"{side.value.lower()}_signatory"))
		and not doc.get(f"{side.value.lower()}_signed_by")
	}


def _me() -> str:
	return f"<b>{escape_html(get_fullname(frappe.session.user))}</b>"


def _called(doc: Document) -> str:
	return f"<b>{escape_html(f'{doc.title} ({doc.name})')}</b>"


def _tell(doc: Document, user: str, words: Words) -> None:
	"""A defect is logged, and nothing is lost but the notification."""
	if user == frappe.session.user:
		return
	with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
		if not wants_to_be_told(user):
			return
		log: Document = frappe.new_doc("Notification Log")
		log.update(
			{
				"type": "Alert",
				"for_user": user,
				"from_user": frappe.session.user,
				"document_type": doc.doctype,
				"document_name": doc.name,
				"subject": words(language_of(user)),
			}
		)
		log.insert(ignore_permissions=True)
