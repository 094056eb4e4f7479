"""Owners are told of hot signals: once, in time, and of nothing that is history."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import hot_signals
from lead_intelligence.adapters.hot_signals import tell_owners
from lead_intelligence.adapters.stage_panel import panel_of
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, a_live_model, journey_of, rule
from tests.site.engaged_leads import on_touches, touch
from tests.site.test_settings import set_to

MINUTE, HOUR = 1 / 1440, 1 / 24


def owned(owner: str = REP.user, **fields) -> str:
	return a_lead(lead_owner=owner, **fields).name


def told(lead: str) -> list[str]:
	filters = {"document_type": "Lead", "document_name": lead, "type": "Alert"}
	return frappe.get_all("Notification Log", filters=filters, pluck="subject", order_by="creation")


def told_after(lead: str, *args, **more) -> list[str]:
	touch(lead, *args, **more)
	tell_owners([lead])
	return told(lead)


def later(hours: int) -> None:
	"""As if what was recorded so far had been recorded so many hours ago; nobody remembers who was told."""
	for name, at in frappe.get_all("Lead Touch", fields=["name", "recorded_at"], as_list=True):
		frappe.db.set_value("Lead Touch", name, "recorded_at", at - timedelta(hours=hours))
	frappe.cache.delete_keys("lead_intelligence_hot")


def test_the_owner_is_told_of_intent_once():
	lead = owned()
	(subject,) = told_after(lead, "Demo Request", MINUTE, subject="Two <b>licences</b>")
	assert subject.startswith("<b>Ada (Analytical)</b> shows intent to buy: Demo Request at ")
	assert "“Two &lt;b&gt;licences&lt;/b&gt;”" in subject.replace("\u2060", "")
	log = frappe.get_last_doc("Notification Log")
	assert (log.for_user, log.from_user, log.document_name) == (REP.user, "Administrator", lead)
	assert len(told_after(lead, "Quote Request", MINUTE)) == 1
	later(25)
	tell_owners([lead])
	assert len(told(lead)) == 1
	assert len(told_after(lead, "Quote Request", MINUTE)) == 2


def test_interest_alone_is_no_news():
	lead = owned()
	assert told_after(lead, "Webinar", MINUTE, HOUR) == []


def test_engagement_that_rises_is_told_with_both_figures():
	a_live_model(rule("job_title", "is", "CEO"), engagement_rules=[on_touches("Webinar", points=10)])
	lead = owned()
	assert told_after(lead, "Webinar", 4, 3 * HOUR) == []
	(subject,) = told_after(lead, "Webinar", MINUTE)
	assert "is getting warmer: Webinar at " in subject
	assert subject.endswith("Engagement rose by 20 points in 24 hours, from 10 to 30.")
	assert len(told_after(lead, "Webinar", MINUTE)) == 1


def test_intent_that_raises_engagement_is_told_once():
	a_live_model(rule("job_title", "is", "CEO"), engagement_rules=[on_touches("Demo Request", points=30)])
	(subject,) = told_after(owned(), "Demo Request", MINUTE)
	assert "intent to buy" in subject
	assert "from 0 to 30" in subject


def test_the_score_of_a_lead_with_an_outcome_does_not_rise():
	a_live_model(rule("job_title", "is", "CEO"), engagement_rules=[on_touches("Webinar", points=30)])
	assert told_after(owned(status="Do Not Contact"), "Webinar", MINUTE) == []


def test_history_is_no_news():
	lead = owned()
	assert told_after(lead, "Demo Request", 1.1, 40) == []
	touch(lead, "Demo Request", 2 * HOUR)
	later(1)
	tell_owners([lead])
	assert told(lead) == []


@pytest.mark.parametrize(("began", "expected"), [(-1, 0), (-120, 1)])
def test_back_filled_touches_are_no_news(began, expected):
	"""What happened an hour ago and is recorded now is back-filled if that began in between."""
	at = now_datetime() + timedelta(minutes=began)
	if not frappe.db.exists("Lead Touch Source", "Communication"):
		frappe.get_doc({"doctype": "Lead Touch Source", "source_doctype": "Communication"}).insert()
	frappe.db.set_value("Lead Touch Source", "Communication", {"started_at": at, "finished_at": None})
	lead = owned()
	reference = {"reference_doctype": "Communication", "reference_name": "x"}
	assert len(told_after(lead, "Demo Request", HOUR, **reference)) == expected


@pytest.mark.parametrize("owner", ["Administrator", "Guest", None])
def test_nobody_is_no_owner(owner):
	lead = a_lead().name
	frappe.db.set_value("Lead", lead, "lead_owner", owner)
	assert told_after(lead, "Demo Request", MINUTE) == []


def test_a_disabled_owner_is_not_told():
	lead = owned()
	frappe.db.set_value("User", REP.user, "enabled", 0)
	assert told_after(lead, "Demo Request", MINUTE) == []


def test_what_the_owner_entered_is_no_news_to_the_owner(signed_in_as):
	lead = owned()
	with signed_in_as(REP.user):
		assert told_after(lead, "Meeting", MINUTE) == []
	with signed_in_as(SECOND_REP.user):
		touch(lead, "Meeting", MINUTE)
	tell_owners([lead])
	assert len(told(lead)) == 1
	assert frappe.get_last_doc("Notification Log").from_user == SECOND_REP.user


def test_the_settings_switch_and_limit():
	set_to(hot_signals=0)
	lead = owned(MANAGER.user)
	assert told_after(lead, "Demo Request", MINUTE) == []
	a_live_model(rule("job_title", "is", "CEO"), engagement_rules=[on_touches("Webinar", points=9)])
	set_to(hot_signals=1, hot_signal_points=9, hot_signal_hours=2)
	other = owned()
	assert "in 2 hours, from 0 to 9" in told_after(other, "Webinar", MINUTE)[0]
	set_to(hot_signal_points=0)
	assert told_after(owned(), "Webinar", MINUTE) == []
	for field, value in (
		("hot_signal_hours", 0),
		("hot_signal_quiet_hours", 721),
		("hot_signal_points", 1001),
	):
		with pytest.raises(frappe.ValidationError, match="Enter another number"):
			set_to(**{field: value})
		frappe.clear_document_cache("Lead Intelligence Settings", "Lead Intelligence Settings")


def test_a_defect_of_ours_loses_no_touch_and_is_told_later(monkeypatch):
	def broken(*args):
		raise ZeroDivisionError

	lead = owned()
	with monkeypatch.context() as patched:
		patched.setattr(hot_signals, "_words", broken)
		assert told_after(lead, "Demo Request", MINUTE) == []
	assert frappe.db.count("Lead Touch", {"lead": lead}) == 1
	assert "could not be told" in frappe.get_last_doc("Error Log").method
	tell_owners([lead])
	assert len(told(lead)) == 1


def test_the_job_that_evaluates_touched_leads_tells(live_site):
	lead = live_site.run(owned)
	live_site.run(touch, lead, "Demo Request", MINUTE)
	live_site.wait_for_jobs()
	assert len(live_site.run(told, lead)) == 1


def test_a_rise_is_written_into_the_journey_once():
	a_live_model(rule("job_title", "is", "CEO"), engagement_rules=[on_touches("Webinar", points=10)])
	lead = owned()
	told_after(lead, "Webinar", 4, 3 * HOUR)
	told_after(lead, "Webinar", MINUTE)
	told_after(lead, "Webinar", MINUTE)

	(row,) = [row for row in journey_of(lead) if row.kind == "Hot signal"]
	assert (row.points_before, row.points_after) == (10, 30)
	(move,) = [move for move in panel_of(frappe.get_doc("Lead", lead))["history"] if move.get("signal")]
	assert (move["kind"], move["at"]) == ("Hot signal", str(row.at))
	assert move["signal"]["words"] == "Engagement rose by 20 points in 24 hours, from 10 to 30."


def test_a_rise_is_written_also_where_the_owner_may_not_be_told():
	a_live_model(rule("job_title", "is", "CEO"), engagement_rules=[on_touches("Webinar", points=30)])
	lead = owned()
	frappe.db.set_value("User", REP.user, "enabled", 0)

	assert told_after(lead, "Webinar", MINUTE) == []
	assert [row.kind for row in journey_of(lead)].count("Hot signal") == 1
