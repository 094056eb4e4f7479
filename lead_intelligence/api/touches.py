"""What a lead did, on its form: read, and entered by hand."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, now_datetime
from frappe.utils.data import convert_utc_to_system_timezone

from lead_intelligence.adapters.touch_intake import kinds_by_any_name
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.adapters.touch_timeline import kinds_to_add, may_answer, timeline_of
from lead_intelligence.adapters.touches import NewTouch, record
from lead_intelligence.api.arguments import LONGEST_REASON, entry_key, some_text, text
from lead_intelligence.core.engagement.incoming import IncomingTouch, TouchRefused, read_touch
from lead_intelligence.core.engagement.touch import Response


@frappe.whitelist(methods=["GET"])
def timeline(lead: str, start: Any = 0) -> dict[str, Any]:
	"""A page of the touches of a lead, the latest first, from `start` on. Needs the right to read the lead.

	Each says what it still gives today under the rules of the live model, and leads to the record that it came from where
	the user may read that.
	"""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	return {**timeline_of(doc, max(0, cint(start))), "may_add": bool(doc.has_permission("write"))}


@frappe.whitelist(methods=["GET"])
def kinds() -> list[dict[str, Any]]:
	"""The kinds of touches that can be entered by hand, in the user's language. Needs the right to read leads."""
	frappe.has_permission("Lead", "read", throw=True)
	return kinds_to_add()


@frappe.whitelist(methods=["POST"])
def add(
	lead: str,
	kind: Any,
	happened_at: Any = None,
	subject: Any = None,
	form: Any = None,
	response: Any = None,
	notes: Any = None,
) -> dict[str, Any]:
	"""Record a touch by hand. Needs the right to write the lead.

	`happened_at`: in the system time zone; now if nobody says. `form`: any text that tells one entry from another, so
	that what is sent twice counts once. `response`: "Answer" if the lead was answered by it, with `notes` as the reason;
	"Attempt" if it only was tried.
	"""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("write")
	given = {"kind": kind, "happened_at": happened_at or None, "subject": subject or None}
	given["response"] = response or None
	reason = some_text(notes, _("Notes"), LONGEST_REASON)
	try:
		touch = read_touch(given, kinds_by_any_name(), now_datetime(), convert_utc_to_system_timezone)
	except TouchRefused as refusal:
		# What was sent stands in the message, which the desk shows as markup.
		frappe.throw(frappe.utils.escape_html(refusal.problem.text(_)))
	if touch.response:
		_check_response(touch, reason)
	now = now_datetime()
	new = NewTouch(
		lead=doc.name,
		kind=touch.kind,
		happened_at=min(touch.happened_at or now, now),
		idempotency_key=entry_key(doc.name, form),
		subject=touch.subject,
		notes=reason,
		response=touch.response,
	)
	(name,) = record([new])
	return {"touch": name}


def _check_response(touch: IncomingTouch, reason: str | None) -> None:
	if not may_answer(touch_kinds()[touch.kind]):
		kind = frappe.utils.escape_html(_(touch.kind))
		frappe.throw(
			_("A touch of the kind {0} can neither answer a lead nor be an attempt to.").format(kind)
		)
	if touch.response == Response.ANSWER.value and not reason:
		frappe.throw(_("Say in Notes how the lead was answered."))
