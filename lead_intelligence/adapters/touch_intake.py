"""Touches that come from outside: checked, matched with their leads and recorded, each for itself."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime
from frappe.utils.data import convert_utc_to_system_timezone

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.lead_creation import identity_of, lead_for
from lead_intelligence.adapters.lead_matching import KnownLeads
from lead_intelligence.adapters.phone_numbers import normalised
from lead_intelligence.adapters.source_profiles import profile_of
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.adapters.touches import NewTouch
from lead_intelligence.adapters.touches import record as record_touches
from lead_intelligence.core.engagement.incoming import IncomingTouch, TouchRefused, read_touch
from lead_intelligence.core.engagement.touch import Direction
from lead_intelligence.core.problems import Problem

_ATTEMPTS = 5
Result = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
	"""`name`: keys are its own. `kinds`: those that it may record, by any of their names without capitals. `discreet`:
	it learns nothing of leads, and names them by address or number only."""

	name: str
	kinds: Mapping[str, str]
	may_create: bool
	discreet: bool
	source: str | None = None


def kinds_by_any_name(chosen: Sequence[str] | None = None) -> dict[str, str]:
	"""Those in use; of these the chosen ones."""
	known = touch_kinds()
	allowed = None if chosen is None else {known[name].name for name in chosen if name in known}
	return {
		name.casefold(): kind.name
		for name, kind in known.items()
		if not kind.disabled and (allowed is None or kind.name in allowed)
	}


def take_in(items: Sequence[object], sender: Sender) -> list[Result]:
	"""One result for each item: "recorded", "duplicate", or "refused" with its error. Commits."""
	results: list[Result | None] = [None] * len(items)
	read: dict[int, IncomingTouch] = {}
	for at, item in enumerate(items):
		try:
			read[at] = _read(item, sender)
		except TouchRefused as refusal:
			results[at] = _refused(refusal)
	known = KnownLeads(list(read.values()))
	made: dict[str, str] = {}
	touches: dict[int, NewTouch] = {}
	for at, touch in read.items():
		try:
			lead = known.lead_of(touch) or _made(touch, sender, made)
		except TouchRefused as refusal:
			results[at] = _refused(refusal, sender)
			continue
		touches[at] = _new_touch(touch, lead, sender)
	names = _recorded([touch for touch in touches.values() if touch.lead])
	for at, touch in touches.items():
		name = next(names) if touch.lead else None
		results[at] = _result(read[at], touch, name, sender)
	return [result for result in results if result is not None]


def _read(item: object, sender: Sender) -> IncomingTouch:
	touch = read_touch(item, sender.kinds, now_datetime(), convert_utc_to_system_timezone)
	if not (touch.lead or touch.email or touch.phone):
		_refuse(_("Name the lead by its id, an e-mail address or a phone number."), "missing", "lead")
	if sender.discreet and touch.lead:
		_refuse(_("A website names a lead by an e-mail address or a phone number."), "not_allowed", "lead")
	if not (touch.lead or touch.email or normalised(touch.phone)):
		_refuse(_("'{value}' is not a phone number."), "bad_phone", "phone", value=touch.phone)
	if touch.create and not sender.may_create:
		_refuse(_("This token does not allow to make leads."), "not_allowed", "create")
	if touch.response:
		_check_response(touch, sender)
	if not sender.discreet and not touch.idempotency_key:
		_refuse(_("'{field}' is missing."), "missing", "idempotency_key")
	return touch


def _check_response(touch: IncomingTouch, sender: Sender) -> None:
	if sender.discreet:
		_refuse(_("A website cannot answer a lead."), "not_allowed", "response")
	if (touch.direction or touch_kinds()[touch.kind].direction) == Direction.INBOUND.value:
		_refuse(_("What comes from the lead does not answer it."), "not_an_answer", "response")
	if touch.answered_by and _user(touch.answered_by) is None:
		_refuse(
			_("There is no enabled user '{value}'."), "no_such_user", "answered_by", value=touch.answered_by
		)


def _user(address: str) -> str | None:
	"""Somebody who works here. Whoever sends many touches asks for few users."""
	user = frappe.get_cached_value("User", address, ("name", "enabled", "user_type"), as_dict=True)
	return user.name if user and user.enabled and user.user_type == "System User" else None


def _refuse(message: str, type_: str, field: str | None, **values: object) -> None:
	raise TouchRefused(type_, field, Problem(message=message, values={"field": field, **values}))


def _made(touch: IncomingTouch, sender: Sender, made: dict[str, str]) -> str:
	"""The lead that is made for the touch; empty if it goes nowhere and nobody is to know."""
	if touch.create and not touch.lead:
		identity = identity_of(touch) or ""
		if identity not in made:
			made[identity] = lead_for(touch, touch.source or sender.source)
		return made[identity]
	if not sender.discreet:
		field = "lead" if touch.lead else "email" if touch.email else "phone"
		value = touch.lead or touch.email or touch.phone
		_refuse(_("There is no lead '{value}'."), "no_such_lead", field, value=value)
	return ""


def _new_touch(touch: IncomingTouch, lead: str, sender: Sender) -> NewTouch:
	source = touch.source or sender.source
	profile = profile_of(source, touch.medium)
	kind = touch_kinds()[touch.kind]
	return NewTouch(
		lead=lead,
		kind=touch.kind,
		happened_at=_moment(touch),
		idempotency_key=_key(touch, sender),
		signal=touch.signal or kind.signal or (profile.signal if profile else None),
		direction=touch.direction,
		channel=touch.channel,
		origin=profile.family if profile else None,
		source=source,
		campaign=touch.campaign,
		subject=touch.subject,
		response=touch.response,
		author=_user(touch.answered_by) if touch.answered_by else None,
	)


def _moment(touch: IncomingTouch) -> datetime:
	"""Another program's clock may be a little ahead, but no answer is dated ahead."""
	now = now_datetime()
	at = touch.happened_at or now
	return min(at, now) if touch.response else at


def _key(touch: IncomingTouch, sender: Sender) -> str:
	"""Of a fixed length, and in small letters: the database does not tell capitals apart, but callers do. Who gives none
	gets one of the content and the day, so that what is sent twice by a nervous finger counts once."""
	if touch.idempotency_key:
		parts = ["key", touch.idempotency_key]
	else:
		when = touch.happened_at or now_datetime().date()
		who = touch.email or normalised(touch.phone)
		parts = ["content", touch.kind, who or "", str(when), touch.subject or "", touch.campaign or ""]
	return "outside-" + sha256("\0".join([sender.name, *parts]).encode()).hexdigest()


def _recorded(touches: list[NewTouch]) -> Any:
	"""The transaction holds nothing else, so what a deadlock took is done again."""
	for attempt in range(_ATTEMPTS):
		# What others have committed so far is to be seen.
		frappe.db.commit()
		try:
			names = record_touches(touches)
			frappe.db.commit()
			return iter(names)
		except Exception as error:
			frappe.db.rollback()
			if attempt == _ATTEMPTS - 1 or not is_lost_transaction(error):
				raise
			time.sleep(0.05 * 2**attempt)
	raise AssertionError


def _result(read: IncomingTouch, touch: NewTouch, name: str | None, sender: Sender) -> Result:
	notes = []
	if read.subject_cut:
		notes.append(_("The subject was cut to {0} characters.").format(len(read.subject or "")))
	if read.phone and not normalised(read.phone):
		notes.append(_("The phone number was not understood and left out."))
	result: Result = {"status": "recorded" if name or sender.discreet else "duplicate"}
	if not sender.discreet:
		result.update({"lead": touch.lead, "touch": name})
	return {**result, "notes": notes} if notes else result


def _refused(refusal: TouchRefused, sender: Sender | None = None) -> Result:
	message = refusal.problem.text(_)
	if sender and sender.discreet and refusal.type == "lead_refused":
		# What ERPNext says may name a lead.
		message = _("The lead could not be made.")
	return {"status": "refused", "error": {"type": refusal.type, "field": refusal.field, "message": message}}
