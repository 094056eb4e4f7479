"""Sales answers a hand-over, and marketing contests a refusal."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, format_datetime, get_fullname

from lead_intelligence.adapters.handovers import (
	ACCEPTED,
	REFUSED,
	TO_EXECUTIVE,
	Answer,
	Opening,
	last_answered,
	note_contest,
	open_handover,
)
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.rejection_reasons import RejectionReason
from lead_intelligence.adapters.reroutes import after_refusal
from lead_intelligence.adapters.sales_users import is_manager, is_person, sales_users_among
from lead_intelligence.adapters.stage_moves import Standing, act_on
from lead_intelligence.core.qualification import handing_over
from lead_intelligence.core.qualification.acting import needs_part
from lead_intelligence.core.qualification.handing_over import Consequence
from lead_intelligence.core.qualification.place import Decision


def accept(lead: str, *, in_bulk: bool = False) -> Decision:
	"""Who accepts a lead owns it. `in_bulk`: it is one of several that are answered in one act."""
	user = frappe.session.user

	def decide(standing: Standing) -> Decision:
		_needs_to_be_asked(standing)
		return handing_over.accept(standing.place, standing.definition, standing.judge, standing.now)

	decision = act_on(lead, decide, Answer(status=ACCEPTED, by=user, in_bulk=in_bulk))
	_take(lead, user)
	return decision


def refuse(
	lead: str,
	reason: RejectionReason,
	*,
	note: str | None = None,
	revisit_on: date | None = None,
	duplicate_of: str | None = None,
	in_bulk: bool = False,
) -> Decision:
	user = frappe.session.user
	if reason.consequence is Consequence.DUPLICATE:
		_needs_other_lead(lead, duplicate_of)
	elif duplicate_of:
		frappe.throw(_("Another lead is only named where a lead is refused as its duplicate."))
	if reason.consequence is Consequence.NURTURE:
		revisit_on = revisit_on or reason.revisit_on
	elif revisit_on:
		frappe.throw(_("A day to look at the lead again is only set where it goes to Nurture."))

	def decide(standing: Standing) -> Decision:
		_needs_to_be_asked(standing)
		return handing_over.refuse(
			standing.place,
			standing.definition,
			standing.judge,
			standing.now,
			reason=reason.name,
			consequence=reason.consequence,
			note=note,
			revisit_on=revisit_on,
		)

	answer = Answer(
		status=REFUSED,
		by=user,
		reason=reason.name,
		consequence=reason.consequence.value,
		note=note,
		duplicate_of=duplicate_of,
		in_bulk=in_bulk,
	)
	asked = open_handover(lead)
	not_to = frozenset({user, asked and asked.to_user} - {None})
	decision = act_on(lead, decide, answer, Opening(not_to=not_to))
	if asked is None or asked.act != TO_EXECUTIVE:
		# What an account executive refuses stays with whoever had handed it over.
		after_refusal(lead, reason.consequence, reason.name)
	return decision


def contest(handover: Document, note: str | None) -> Decision:
	"""Once: neither is a refusal contested twice, nor one that came of a contest."""
	user = frappe.session.user

	def decide(standing: Standing) -> Decision:
		needs_part(standing.circumstances)
		latest = last_answered(handover.lead, lock=True)
		if latest is None or latest.name != handover.name or latest.status != REFUSED:
			frappe.throw(_("This is not the latest answer to a hand-over of the lead, or no refusal."))
		if latest.contested_by or latest.contest_of:
			frappe.throw(_("This refusal was contested already. It is final now."))
		place, definition = standing.place, standing.definition
		return handing_over.contest(place, definition, standing.now, reason=note, refused_in=latest.cycle)

	opening = Opening(by=user, contest_of=str(handover.name))
	decision = act_on(handover.lead, decide, opening=opening)
	note_contest(handover.name, user, note or "")
	return decision


def _needs_to_be_asked(standing: Standing) -> None:
	"""That there is something to answer, and that it is up to the user."""
	needs_part(standing.circumstances)
	lead = str(standing.doc.name)
	if standing.place.due_at is None:
		_say_who_was_first(lead)
		return
	if (refusal := why_not(open_handover(lead, lock=True))) is not None:
		frappe.throw(refusal, frappe.PermissionError)


def _say_who_was_first(lead: str) -> None:
	answered = last_answered(lead, lock=True)
	if answered is None or not answered.decided_by:
		return
	said = (escape_html(get_fullname(answered.decided_by)), format_datetime(answered.decided_at))
	if answered.status == ACCEPTED:
		frappe.throw(_("{0} has accepted this lead at {1}.").format(*said))
	frappe.throw(_("{0} has refused this lead at {1}: {2}.").format(*said, escape_html(_(answered.reason))))


def why_not(handover: frappe._dict | None) -> str | None:
	"""Why the user may not answer a hand-over, as a sentence that may be shown as markup; None if they may."""
	user = frappe.session.user
	if handover and handover.act == TO_EXECUTIVE and handover.from_user == user:
		return _("You have handed this lead over yourself, so the answer is up to somebody else.")
	if is_manager():
		return None
	to_user = handover.to_user if handover else None
	if to_user == user:
		return None
	if to_user and sales_users_among([to_user]):
		return _("This lead is handed over to {0}, who is to answer.").format(
			escape_html(get_fullname(to_user))
		)
	if sales_users_among([user]):
		return None
	return _("Only sales can accept or refuse a lead that is handed over.")


def _needs_other_lead(lead: str, duplicate_of: str | None) -> None:
	if not duplicate_of:
		frappe.throw(_("Say which lead it is a duplicate of."))
	if duplicate_of == lead:
		frappe.throw(_("A lead is no duplicate of itself. Choose the other one."))
	if not frappe.db.exists("Lead", duplicate_of) or not frappe.has_permission("Lead", "read", duplicate_of):
		frappe.throw(
			_("There is no lead {0} that it could be a duplicate of.").format(escape_html(duplicate_of))
		)


def _take(lead: str, user: str) -> None:
	if is_person(user) and frappe.db.get_value("Lead", lead, "lead_owner") != user:
		give_to([lead], user)
