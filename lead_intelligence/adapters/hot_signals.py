"""The owner of a lead is told on the desk when the lead shows that it may buy now: by a touch with intent, or by an
engagement that rises fast. Once per lead and cause, then not again for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, escape_html, format_datetime, now_datetime

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.lead_names import name_and_company
from lead_intelligence.adapters.notices import language_of, may_be_told, tell
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.touches import touch_days
from lead_intelligence.core.engagement.touch import Signal, Touch, TouchDays, TouchSort
from lead_intelligence.core.history.signal_entry import SignalEntry
from lead_intelligence.core.scoring.engagement_rise import Rise, rise
from lead_intelligence.core.tuning.outcome import has_ended

_LOG_TITLE = "Lead Intelligence: an owner could not be told of a hot signal"
_TOLD = "lead_intelligence_hot"
_INTENT, _RISE = "intent", "rise"
# What happened longer ago is history, whenever it was recorded.
_NEWS = timedelta(days=1)
# An evaluation comes within seconds of a touch, or within minutes if its job was lost. Shorter than any quiet time.
_JUST_RECORDED = timedelta(minutes=30)
_NOT_OWNERS = ("Guest", "Administrator")


def tell_owners(leads: Sequence[str]) -> None:
	"""Call after touches of these leads were evaluated and committed. A defect of ours is logged, and nothing is lost
	but the notification."""
	if not cint(settings().hot_signals):
		return
	with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
		taken: list[Any] = []
		try:
			_tell_owners(leads, taken)
		except Exception:
			# None of these notifications will be there: the next look at the leads is to make them.
			if taken:
				frappe.cache.delete(*taken)
			raise


def _tell_owners(leads: Sequence[str], taken: list[Any]) -> None:
	now = now_datetime()
	hours = timedelta(hours=cint(settings().hot_signal_hours))
	recent = _recent(leads, now - max(hours, _NEWS))
	news = {name: fresh for name, rows in recent.items() if (fresh := [r for r in rows if _is_news(r, now)])}
	if not news:
		return
	days = touch_days(list(news))
	fields = ("name", "lead_name", "company_name", "company", "status", "lead_owner")
	for lead in frappe.get_all("Lead", filters={"name": ("in", list(news))}, fields=fields, limit=0):
		# What owners entered or did themselves is no news to them.
		others = [row for row in news[lead.name] if row.author != lead.lead_owner]
		if others and lead.lead_owner and lead.lead_owner not in _NOT_OWNERS:
			then = now - hours
			since = [row for row in recent[lead.name] if row.happened_at > then]
			risen = _rise(lead, days.get(lead.name, {}), since, then, now)
			_tell(lead, others, risen, taken)


def _recent(leads: Sequence[str], after: datetime) -> dict[str, list[frappe._dict]]:
	fields = ("lead", "kind", "signal", "channel", "direction", "subject", "happened_at", "recorded_at")
	rows = frappe.get_all(
		"Lead Touch",
		filters={"lead": ("in", list(leads)), "happened_at": (">", after)},
		fields=[*fields, "author", "reference_doctype"],
		order_by="happened_at, name",
		limit=0,
	)
	backfills = _backfills() if rows else {}
	found: dict[str, list[frappe._dict]] = {}
	for row in rows:
		row.live = row.recorded_at - row.happened_at <= _NEWS and not _is_back_filled(row, backfills)
		found.setdefault(row.lead, []).append(row)
	return found


def _backfills() -> dict[str, frappe._dict]:
	"""By doctype, when its records were last back-filled."""
	fields = ("name", "started_at", "finished_at")
	sources = frappe.get_all("Lead Touch Source", filters={"started_at": ("is", "set")}, fields=fields)
	return {source.name: source for source in sources}


def _is_back_filled(row: frappe._dict, backfills: dict[str, frappe._dict]) -> bool:
	"""It happened before its records began to be back-filled, and was recorded while they were."""
	run = backfills.get(row.reference_doctype)
	if run is None or row.happened_at >= run.started_at:
		return False
	return row.recorded_at >= run.started_at and (not run.finished_at or row.recorded_at <= run.finished_at)


def _is_news(row: frappe._dict, now: datetime) -> bool:
	return row.live and abs(now - row.happened_at) <= _NEWS and now - row.recorded_at <= _JUST_RECORDED


def _rise(
	lead: frappe._dict, days: TouchDays, since: Sequence[frappe._dict], then: datetime, now: datetime
) -> Rise | None:
	"""None where it is not enough to speak of, and for a lead that has its outcome: its score stays."""
	model = policies_for(lead.company)[0].scoring
	if has_ended(lead.status) or model is None or not model.looks_at_touches:
		return None
	found = rise(model, days, map(_touch, since), [_touch(row) for row in since if not row.live], then, now)
	least = cint(settings().hot_signal_points)
	return found if least and found.points >= least else None


def _touch(row: frappe._dict) -> Touch:
	sort = TouchSort(row.kind, row.signal or None, row.channel or None, row.direction or None)
	return Touch(sort=sort, at=row.happened_at)


def _tell(lead: frappe._dict, news: Sequence[frappe._dict], risen: Rise | None, taken: list[Any]) -> None:
	intent = [row for row in news if row.signal == Signal.INTENT.value]
	causes = [cause for cause, found in ((_INTENT, intent), (_RISE, risen)) if found]
	if not causes:
		return
	is_told = may_be_told(lead.lead_owner, lead.name)
	# A rise is noted also where nobody is told. An intent that nobody is told of is news to the next owner.
	new = [cause for cause in causes if (is_told or cause == _RISE) and _take(lead.name, cause, taken)]
	if risen and _RISE in new:
		_note(lead, risen)
	if new and is_told:
		touch = intent[-1] if _INTENT in new else news[-1]
		_notify(lead, touch, _INTENT in new, risen)


def _note(lead: frappe._dict, risen: Rise) -> None:
	"""That the engagement rose is seen at no record but this one."""
	hours = cint(settings().hot_signal_hours)
	entry = SignalEntry(at=now_datetime(), before=risen.before, after=risen.now, hours=hours)
	append_entries(lead.name, [entry])
	tell_desks([lead.lead_owner])


def _take(lead: str, cause: str, taken: list[Any]) -> bool:
	"""Whether nobody was told of it lately. Of two workers at once, one is let through."""
	seconds = 3600 * max(1, cint(settings().hot_signal_quiet_hours))
	key = frappe.cache.make_key(f"{_TOLD}:{cause}:{lead}")
	is_new = bool(frappe.cache.set(key, 1, nx=True, ex=seconds))
	if is_new:
		taken.append(key)
	return is_new


def _notify(lead: frappe._dict, touch: frappe._dict, intent: bool, risen: Rise | None) -> None:
	words = _words(lead, touch, intent, risen, language_of(lead.lead_owner))
	tell(lead.lead_owner, words, lead=lead.name, by=None if touch.author == "Guest" else touch.author)


def _words(
	lead: frappe._dict, touch: frappe._dict, intent: bool, risen: Rise | None, language: str | None
) -> str:
	"""What happened, and why now. The desk shows it as markup, and what stands in it was written by outsiders."""
	told = [
		escape_html(name_and_company(lead.lead_name, lead.company_name, lead.name)),
		escape_html(_(touch.kind, language)),
		format_datetime(touch.happened_at, "HH:mm"),
	]
	if intent:
		parts = [_("{0} shows intent to buy: {1} at {2}", language)]
	else:
		parts = [_("{0} is getting warmer: {1} at {2}", language)]
	parts = [parts[0].format(f"<b>{told[0]}</b>", *told[1:])]
	if touch.subject:
		parts[0] += f", “{escape_html(touch.subject[:120])}”"
	if risen:
		points = (risen.points, cint(settings().hot_signal_hours), risen.before, risen.now)
		parts.append(
			_("Engagement rose by {0} points in {1} hours, from {2} to {3}", language).format(*points)
		)
	return ". ".join(parts) + "."
