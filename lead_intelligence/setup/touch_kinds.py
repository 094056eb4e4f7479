"""The usual kinds of touches."""

from __future__ import annotations

import frappe

_DOCTYPE = "Lead Touch Kind"
_INTEREST, _INTENT = "Interest", "Intent"
_INBOUND, _OUTBOUND = "Inbound", "Outbound"

# Name, signal, direction, channel, and whether it is an answer of the lead to us.
TOUCH_KINDS: tuple[tuple[str, str | None, str | None, str | None, bool], ...] = (
	("Newsletter", _INTEREST, _INBOUND, "E-Mail", False),
	("Content Download", _INTEREST, _INBOUND, "Website", False),
	("Webinar", _INTEREST, _INBOUND, "Event", False),
	("Event or Fair", _INTEREST, _INBOUND, "Event", False),
	("Contact Form", _INTENT, _INBOUND, "Website", False),
	("Demo Request", _INTENT, _INBOUND, "Website", False),
	("Quote Request", _INTENT, _INBOUND, "Website", False),
	("E-Mail Sent", None, _OUTBOUND, "E-Mail", False),
	("E-Mail Opened", _INTEREST, _INBOUND, "E-Mail", False),
	("E-Mail Clicked", _INTEREST, _INBOUND, "E-Mail", False),
	("E-Mail Replied", _INTEREST, _INBOUND, "E-Mail", True),
	("E-Mail Received", _INTEREST, _INBOUND, "E-Mail", False),
	("Call Made", None, _OUTBOUND, "Phone", False),
	("Call Received", _INTENT, _INBOUND, "Phone", False),
	("Call Missed", _INTEREST, _INBOUND, "Phone", False),
	("Meeting", _INTENT, None, "Meeting", True),
	("Discovery Call", _INTEREST, None, "Phone", True),
	("Website Visit", _INTEREST, _INBOUND, "Website", False),
	("Chat", _INTEREST, _INBOUND, "Chat", False),
	("Rep's Note", None, None, None, False),
	("Unsubscribed", None, _INBOUND, "E-Mail", False),
	("Opportunity Made", _INTENT, None, None, False),
	("Quotation Made", _INTENT, None, None, False),
	("Appointment Booked", _INTENT, _INBOUND, "Website", False),
	("Campaign E-Mail Sent", None, _OUTBOUND, "E-Mail", False),
	("Message Sent", None, _OUTBOUND, "Chat", False),
	("Call Attempt", None, _OUTBOUND, "Phone", False),
	("Answer Entered", None, _OUTBOUND, None, False),
)


def seed_touch_kinds() -> None:
	"""Those that the site never had. What an admin has renamed, changed or disabled stays so."""
	known = set(frappe.get_all(_DOCTYPE, pluck="standard_name"))
	# A site may have made one of that name before it came with the app.
	own = {name.casefold() for name in frappe.get_all(_DOCTYPE, pluck="name")}
	for name, signal, direction, channel, is_answer in TOUCH_KINDS:
		if name not in known and name.casefold() not in own:
			values = {
				"signal": signal,
				"direction": direction,
				"channel": channel,
				"is_answer": int(is_answer),
			}
			kind = frappe.get_doc(
				{"doctype": _DOCTYPE, "kind": name, "standard": 1, "standard_name": name, **values}
			)
			kind.insert(ignore_permissions=True)
