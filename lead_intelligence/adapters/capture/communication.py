"""Mails, calls, chats and meetings that are kept as Communications, and the read receipts of mails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import getaddresses

import frappe
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.capture.happening import (
	Filters,
	Happening,
	Row,
	Source,
	first_past,
	parties_of,
)
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.engagement.automatic_mail import is_automatic
from lead_intelligence.core.engagement.incoming import CLOCKS_DIFFER_BY
from lead_intelligence.core.engagement.touch import Response

_DOCTYPE = "Communication"
# Not yet, or never on its way.
_NOT_SENT = frozenset({"Scheduled", "Error", "Expired", "Bounced", "Rejected"})
_REFUSED = frozenset({"Spam", "Trash"})
# By medium: what is kept as received, what as sent, and the channel.
_OTHER_MEDIA = {
	"Phone": ("Call Received", "Call Made", None),
	"Chat": ("Chat", "Message Sent", None),
	"SMS": ("Chat", "Message Sent", "SMS"),
	"Meeting": ("Meeting", "Meeting", None),
	"Visit": ("Meeting", "Meeting", None),
}
_HELD = frozenset({"Meeting", "Visit"})
# Kept so long before they are held; beyond that, whoever saves them again makes up for it.
_PLANNED_WITHIN = timedelta(days=90)


def read(rows: Sequence[Row]) -> list[Happening]:
	rows = [row for row in rows if _may_count(row)]
	mails = [row for row in rows if row["communication_medium"] == "Email"]
	received = [row for row in mails if row["sent_or_received"] == "Received"]
	ours = _sent(row["in_reply_to"] for row in received)
	colleagues = _colleagues(row["sender"] for row in received)
	campaigns = _campaigns(row["reference_name"] for row in mails if _is_of_campaign(row))
	people = _people(rows)
	found: list[Happening] = []
	for row in rows:
		if row["communication_medium"] != "Email":
			kind, event, more = _other(row, people)
		elif row["sent_or_received"] == "Received":
			kind, event, more = _received(row, ours, colleagues)
		else:
			kind, event, more = _sent_by_us(row, campaigns, people)
		if kind:
			found.append(_happening(row, event, kind, _moment(row), **more))
		if row["read_by_recipient"] and event == "sent":
			at = first_past(row["read_by_recipient_on"], *_times(row))
			# Who of several has read it is not known.
			opened = {key: more[key] for key in ("addresses", "campaign") if key in more}
			found.append(_happening(row, "opened", "E-Mail Opened", at, of_one=True, **opened))
	return found


def _may_count(row: Row) -> bool:
	"""What Frappe keeps of an Event is told by the Event."""
	return (
		row["communication_type"] in ("Communication", "Automated Message")
		and row["reference_doctype"] != "Event"
		and row["email_status"] not in _REFUSED
	)


def _other(row: Row, people: Mapping[str, str]) -> tuple[str | None, str, dict]:
	kinds = _OTHER_MEDIA.get(row["communication_medium"] or "")
	received = row["sent_or_received"] == "Received"
	if not kinds or row["communication_type"] != "Communication" or _is_to_come(row):
		return None, "", {}
	more = {"channel": kinds[2]}
	if row["communication_medium"] in _HELD:
		more |= {"response": Response.ANSWER, "author": _author(row, people)}
	elif not received:
		more |= _answer(row, people)
	return kinds[0 if received else 1], "received" if received else "made", more


def _is_to_come(row: Row) -> bool:
	"""A call or meeting that is kept before it is held. Other programs' clocks may be a little ahead."""
	at = row["communication_date"]
	return bool(at) and get_datetime(at) > now_datetime() + CLOCKS_DIFFER_BY


def _received(row: Row, ours: set[str], colleagues: Mapping[str, str]) -> tuple[str | None, str, dict]:
	if row["communication_type"] != "Communication" or is_automatic(row["sender"], row["subject"]):
		return None, "received", {}
	sender = _plain(row["sender"])
	if sender in colleagues:
		# Written in a mail program of one's own, with a copy to an inbox that Frappe reads.
		by = {"response": Response.ANSWER, "author": colleagues[sender]}
		return ("E-Mail Sent", "received", by) if _goes_out(row) else (None, "received", {})
	kind = "E-Mail Replied" if row["in_reply_to"] in ours else "E-Mail Received"
	return kind, "received", {"addresses": [sender] if sender else []}


def _sent_by_us(
	row: Row, campaigns: Mapping[str, str], people: Mapping[str, str]
) -> tuple[str | None, str, dict]:
	more = {"addresses": _addresses(row, "recipients")}
	if _is_of_campaign(row):
		more["campaign"] = campaigns.get(row["reference_name"])
	if not _is_on_its_way(row):
		return None, "sent", more
	if _may_answer(row):
		more |= _answer(row, people)
	return "Campaign E-Mail Sent" if _is_of_campaign(row) else "E-Mail Sent", "sent", more


def _is_on_its_way(row: Row) -> bool:
	return row["communication_type"] == "Communication" and row["delivery_status"] not in _NOT_SENT


def _may_answer(row: Row) -> bool:
	return not _is_of_campaign(row) and not is_automatic(row["sender"], row["subject"])


def _answer(row: Row, people: Mapping[str, str]) -> dict:
	"""Nothing if a job or a visitor keeps it."""
	by_a_person = (row["owner"] or "").lower() in people
	return {"response": Response.ANSWER, "author": _author(row, people)} if by_a_person else {}


def _author(row: Row, people: Mapping[str, str]) -> str | None:
	"""In whose name it went out: what another program synchronises is kept by that program's user."""
	return people.get(_plain(row["sender"])) or people.get((row["owner"] or "").lower())


def _happening(row: Row, event: str, kind: str, at, **more) -> Happening:
	links = parties_of(row, "timeline_links")
	if row["reference_doctype"] and row["reference_name"]:
		links.append((row["reference_doctype"], row["reference_name"]))
	parties = list(dict.fromkeys(links))
	return Happening(
		doctype=_DOCTYPE,
		name=row["name"],
		event=event,
		kind=kind,
		at=at,
		parties=parties,
		subject=row["subject"],
		**more,
	)


def _moment(row: Row) -> datetime:
	"""A mail that went out before its hour went out now: when it was written is not when it was sent."""
	now = now_datetime()
	if row["send_after"] and get_datetime(row["send_after"]) > now:
		return now
	return first_past(*_times(row))


def _times(row: Row) -> tuple:
	return (row["send_after"], row["communication_date"], row["creation"])


def _is_of_campaign(row: Row) -> bool:
	return row["reference_doctype"] == "Email Campaign"


def _plain(text: str | None) -> str:
	return getaddresses([text or ""])[0][1].lower() if text else ""


def _addresses(row: Row, *fields: str) -> list[str]:
	return [address.lower() for _name, address in getaddresses([row[f] for f in fields if row[f]]) if address]


def _sent(names: Iterable[str | None]) -> set[str]:
	wanted = sorted({name for name in names if name})
	filters = {"name": ("in", wanted), "sent_or_received": "Sent"}
	return set(frappe.get_all(_DOCTYPE, filters=filters, pluck="name", limit=0)) if wanted else set()


def _colleagues(senders: Iterable[str | None]) -> dict[str, str]:
	"""By address, the user."""
	wanted = sorted({_plain(sender) for sender in senders} - {""})
	filters = {"email": ("in", wanted), "user_type": "System User"}
	users = frappe.get_all("User", filters=filters, fields=["name", "email"], limit=0) if wanted else []
	return {user.email.lower(): user.name for user in users}


def _people(rows: Sequence[Row]) -> dict[str, str]:
	"""Of those who keep or send what may be an answer, the users of the desk, also those who have left."""
	asked = [
		row
		for row in rows
		if row["communication_medium"] in _HELD
		or (row["sent_or_received"] == "Sent" and row["communication_medium"] in ("Email", *_OTHER_MEDIA))
	]
	asked = [row for row in asked if row["communication_medium"] != "Email" or _may_be_by_hand(row)]
	names = {
		name.lower() for row in asked for name in (row["owner"], _plain(row["sender"])) if is_person(name)
	}
	filters = {"name": ("in", sorted(names)), "user_type": "System User"}
	users = frappe.get_all("User", filters=filters, pluck="name", limit=0) if names else []
	return {user.lower(): user for user in users}


def _may_be_by_hand(row: Row) -> bool:
	return is_person(row["owner"]) and _is_on_its_way(row) and _may_answer(row)


def _goes_out(row: Row) -> bool:
	"""Whether it goes to anybody but colleagues and inboxes of ours."""
	to = set(_addresses(row, "recipients", "cc"))
	inboxes = frappe.get_all("Email Account", pluck="email_id", limit=0)
	return bool(to - _colleagues(to).keys() - {address.lower() for address in inboxes if address})


def _campaigns(names: Iterable[str | None]) -> dict[str, str]:
	wanted = sorted({name for name in names if name})
	fields = ["name", "campaign_name"]
	rows = frappe.get_all("Email Campaign", filters={"name": ("in", wanted)}, fields=fields) if wanted else []
	return {row.name: row.campaign_name for row in rows}


def _due(since: datetime, now: datetime) -> list[Filters]:
	"""There is no index of the dates, but one of the changes."""
	return [
		{
			"communication_medium": ("in", tuple(_OTHER_MEDIA)),
			"communication_date": ("between", (since - CLOCKS_DIFFER_BY, now)),
			"modified": (">=", since - _PLANNED_WITHIN),
		}
	]


COMMUNICATION = Source(
	doctype=_DOCTYPE,
	fields=(
		*("name", "creation", "subject", "communication_type", "communication_medium", "sent_or_received"),
		*(
			"communication_date",
			"send_after",
			"delivery_status",
			"email_status",
			"sender",
			"recipients",
			"cc",
		),
		*("in_reply_to", "reference_doctype", "reference_name", "read_by_recipient", "read_by_recipient_on"),
		"owner",
	),
	tables={"timeline_links": ("Communication Link", ("link_doctype", "link_name"))},
	filters={"communication_type": ("in", ("Communication", "Automated Message"))},
	due=_due,
	read=read,
)
