"""The signatures of a definition: given by its signatories alone, voided by any edit of what was signed."""

from __future__ import annotations

from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, get_fullname, getdate, now_datetime

from lead_intelligence.adapters.definition_checks import refuse_problems
from lead_intelligence.adapters.definition_notices import tell_of_signature, tell_of_void
from lead_intelligence.adapters.definitions import definition_of
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.refusals import refuse_definition, refuse_signature
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.qualification import signing
from lead_intelligence.core.qualification.exchange import fingerprint
from lead_intelligence.core.qualification.signing import Side, Signature, Signing

_TEXT = "signed_text"


def signatory_field(side: Side) -> str:
	return f"{side.value.lower()}_signatory"


def _by(side: Side) -> str:
	return f"{side.value.lower()}_signed_by"


def _at(side: Side) -> str:
	return f"{side.value.lower()}_signed_at"


def text_of(doc: Document) -> str:
	"""A fingerprint of what is signed. Raises core.problems.Refused when the form is not that of a definition."""
	return fingerprint(
		definition_of(doc),
		working_calendar=doc.working_calendar or None,
		applies_from=str(getdate(doc.applies_from)) if doc.applies_from else None,
	)


def signing_of(doc: Document) -> Signing:
	signatures = (
		Signature(
			side=side, user=doc.get(_by(side)), at=get_datetime(doc.get(_at(side))), text=doc.get(_TEXT)
		)
		for side in Side
		if doc.get(_by(side))
	)
	return Signing(
		signatories={side: doc.get(signatory_field(side)) or None for side in Side},
		signatures=tuple(signatures),
		one_suffices=bool(cint(settings().one_signatory_allowed)),
	)


def disabled_signatories(doc: Document) -> frozenset[str]:
	"""Those of the named who have no active user any more."""
	named = {user for side in Side if (user := doc.get(signatory_field(side)))}
	active = frappe.get_all("User", filters={"name": ("in", list(named)), "enabled": 1}, pluck="name")
	return frozenset(named - set(active))


def obstacles(doc: Document) -> tuple[Problem, ...]:
	"""What is missing of the signatures before the definition can go live."""
	found = signing.problems_of(signing_of(doc), text_of(doc), disabled_signatories(doc))
	return tuple(map(_with_names, found))


def _with_names(problem: Problem) -> Problem:
	"""People are called by their names."""
	named = {key: get_fullname(user) for key in ("signatory", "user") if (user := problem.values.get(key))}
	return replace(problem, values={**problem.values, **named})


def refuse_unsigned(doc: Document) -> None:
	refuse_definition(obstacles(doc))


def keep_signatures(doc: Document) -> None:
	"""Before a save: whatever was sent, the signatures are those that were given. They end with what was signed, and one
	of them with the naming of another signatory."""
	stored = doc.get_doc_before_save()
	for side in Side:
		for field in (_by(side), _at(side)):
			doc.set(field, stored.get(field) if stored else None)
	doc.set(_TEXT, stored.get(_TEXT) if stored else None)
	signed = [side for side in Side if doc.get(_by(side))]
	if not signed:
		return
	replaced = [side for side in signed if doc.get(_by(side)) != doc.get(signatory_field(side))]
	voided = replaced if doc.get(_TEXT) == text_of(doc) else signed
	if voided:
		_void(doc, voided, because_of_edit=voided is signed)


def _void(doc: Document, sides: list[Side], *, because_of_edit: bool) -> None:
	signers = {side: doc.get(_by(side)) for side in sides}
	_clear(doc, sides)
	if not because_of_edit:
		return
	names = ", ".join(get_fullname(signer) for signer in dict.fromkeys(signers.values()))
	told = _("What was signed has changed, so the signatures are void. To sign again: {0}.").format(names)
	frappe.msgprint(frappe.utils.escape_html(told), title=_("To be signed again"), indicator="orange")
	tell_of_void(doc, signers)


def _clear(doc: Document, sides: list[Side]) -> None:
	for side in sides:
		doc.set(_by(side), None)
		doc.set(_at(side), None)
	if not any(doc.get(_by(side)) for side in Side):
		doc.set(_TEXT, None)


def sign(name: str, side: Side, seen: str | None = None) -> None:
	"""For the user of the session. `seen`: when the definition was last changed as the user saw it. Raises a refusal."""
	doc = _draft_to_sign(name)
	if seen and seen != str(doc.modified):
		frappe.throw(
			_("Someone has changed this definition since you opened it. Read it again before you sign.")
		)
	refuse_problems(doc, going_live=True)
	try:
		signature = signing.sign(signing_of(doc), side, frappe.session.user, text_of(doc), now_datetime())
	except Refused as refusal:
		refuse_signature([_with_names(problem) for problem in refusal.problems])
	_store(doc, {_by(side): signature.user, _at(side): signature.at, _TEXT: signature.text})
	tell_of_signature(doc, side)


def unsign(name: str, side: Side) -> None:
	"""Whoever has signed may withdraw that until the definition is submitted."""
	doc = _draft_to_sign(name)
	if doc.get(_by(side)) != frappe.session.user:
		frappe.throw(_("You have not signed for this side, so there is nothing to withdraw."))
	_clear(doc, [side])
	_store(doc, {field: doc.get(field) for field in (_by(side), _at(side), _TEXT)})


def _draft_to_sign(name: str) -> Document:
	"""Locked: of two who sign at once, the second sees the signature of the first."""
	doc = frappe.get_doc(DEFINITION, name, for_update=True)
	doc.check_permission("read")
	if not doc.docstatus.is_draft():
		frappe.throw(_("Only drafts are signed. {0} was submitted already.").format(doc.name))
	return doc


def _store(doc: Document, values: dict[str, object]) -> None:
	"""Whoever has the form open can still save it."""
	doc.update(values)
	frappe.db.set_value(DEFINITION, doc.name, values, update_modified=False)


def follow_renames() -> None:
	"""After something was renamed that drafts name: what was signed is what it was."""
	for name in frappe.get_all(DEFINITION, filters={"docstatus": 0, _TEXT: ("is", "set")}, pluck="name"):
		doc = frappe.get_doc(DEFINITION, name)
		frappe.db.set_value(DEFINITION, name, _TEXT, text_of(doc), update_modified=False)
