"""A lead is answered, or somebody tries to: what people say themselves."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.manual_answers import (
	CHANNELS,
	Recorded,
	link_of,
	number_to_call,
	record_answer,
	record_attempt,
	record_reached,
)
from lead_intelligence.api.arguments import LONGEST_REASON, entry_key, one_of, some_text, text
from lead_intelligence.api.moments import moment_of


@frappe.whitelist(methods=["POST"])
def answered(lead: str, how: Any, reason: Any, at: Any = None, form: Any = None) -> dict[str, Any]:
	"""Record that the lead was answered in a way that no program knows of. Needs the right to write the lead.

	`how`: E-Mail, Call, Meeting, Message or Other. `reason`: what was done, up to 500 characters. `at`: in the system time
	zone; now if nobody says. `form`: any text that tells one entry from another: what is sent twice counts once, and is
	answered with `already`.
	"""
	doc = _lead(lead)
	way = one_of(how, _("How"), CHANNELS)
	why = some_text(reason, _("Reason"), LONGEST_REASON)
	if not why:
		frappe.throw(_("Say in Reason what was done: an answer that no program knows of needs one."))
	too_early = _("The lead is from {0}. It cannot have been answered before that day.")
	moment = moment_of(doc, at, "at", too_early)
	return _as_data(record_answer(doc.name, way, why, moment, entry_key(doc.name, form)))


@frappe.whitelist(methods=["POST"])
def call_attempt(lead: str) -> dict[str, Any]:
	"""Record one click on "Call now", and say which number to call. Needs the right to write the lead.

	`link` opens it. Two clicks within ten seconds are one.
	"""
	doc = _lead(lead)
	number = number_to_call(doc)
	return {**_as_data(record_attempt(doc.name)), "number": number, "link": link_of(number)}


@frappe.whitelist(methods=["POST"])
def call_reached(lead: str, note: Any = None) -> dict[str, Any]:
	"""Record that somebody was reached: an answer at the time of the user's last click on "Call now" if that is less than two
	hours ago, else now. Needs the right to write the lead."""
	doc = _lead(lead)
	return _as_data(record_reached(doc.name, some_text(note, _("Note"), LONGEST_REASON)))


def _lead(name: Any) -> Document:
	doc = frappe.get_doc("Lead", text(name, _("Lead")))
	doc.check_permission("write")
	return doc


def _as_data(recorded: Recorded) -> dict[str, Any]:
	return {
		"touch": recorded.touch,
		"happened_at": str(recorded.happened_at),
		"already": recorded.already,
	}
