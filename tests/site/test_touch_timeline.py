"""The timeline on the form of a lead: what it shows, to whom, and what people enter."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api.touches import add, kinds, timeline
from lead_intelligence.core.history.journey import Cause
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, rule
from tests.site.engaged_leads import on_touches, touch
from tests.site.touch_builders import a_touch, rows_of, touched

HALVES = on_touches("Webinar", points=10, fades="Half-Life", fade_days=10)


def live(*rows) -> None:
	a_live_model(rule("job_title", "is", "CEO", points=1), engagement_rules=list(rows))


def subjects(lead: str, start: int = 0) -> list[str]:
	return [one["subject"] for one in timeline(lead, start)["touches"]]


def test_each_touch_says_what_is_left_of_it():
	live(HALVES, on_touches("Webinar", "Call Made", points=4, counts="The Latest Touch"))
	lead = a_lead()
	touch(lead, "Webinar", 10, 20)
	touch(lead, "Chat", 1)
	chat, newer, older = timeline(lead.name)["touches"]
	assert chat["weights"] == []
	assert chat["left"] is None
	assert [(w["left"], w["points"], w["full"], w["standing"]) for w in newer["weights"]] == [
		(0.5, 5, 10, "counts"),
		(1, 4, 4, "counts"),
	]
	assert [(w["points"], w["nothing"], w["standing"]) for w in older["weights"]] == [
		(2.5, False, "counts"),
		(0, True, "not the latest"),
	]
	assert older["points"] == 2.5
	assert older["left"] == pytest.approx(2.5 / 14)


def test_without_rules_on_touches_they_are_listed_all_the_same():
	a_live_model(rule("job_title", "is", "CEO", points=1))
	lead = a_lead()
	touched(lead.name, subject="A talk")
	answer = timeline(lead.name)
	assert (answer["scored"], answer["total"], answer["touches"][0]["subject"]) == (False, 1, "A talk")
	assert timeline(a_lead().name)["touches"] == []


def test_pages_follow_one_another_without_gap():
	lead, now = a_lead().name, now_datetime()
	from lead_intelligence.adapters.touches import record

	record([a_touch(lead, at=now - timedelta(minutes=n), subject=str(n)) for n in range(65)])
	pages = [subjects(lead, start) for start in (0, 30, 60)]
	assert [int(one) for page in pages for one in page] == list(range(65))
	assert [timeline(lead, start)["next"] for start in (0, 30, 60)] == [30, 60, None]
	assert timeline(lead, "nonsense")["next"] == 30
	assert timeline(lead, -5)["total"] == 65


def test_who_may_not_read_the_lead_reads_no_timeline(signed_in_as):
	lead = a_lead().name
	with signed_in_as("Guest"), pytest.raises(frappe.PermissionError):
		timeline(lead)
	with pytest.raises(frappe.DoesNotExistError):
		timeline("no such lead")


def test_a_record_is_named_to_those_who_may_read_it(signed_in_as):
	lead = a_lead().name
	secret = frappe.get_doc({"doctype": "ToDo", "description": "x", "allocated_to": "Administrator"}).insert()
	for doctype, name in (("ToDo", secret.name), ("Lead", lead), ("Lead", "gone"), ("No Such Type", "x")):
		touched(lead, reference_doctype=doctype, reference_name=name)
	shown = {(r["doctype"], r["name"]) for one in timeline(lead)["touches"] if (r := one["record"])}
	assert shown == {("ToDo", secret.name), ("Lead", lead)}
	with signed_in_as(REP.user):
		shown = {(r["doctype"], r["name"]) for one in timeline(lead)["touches"] if (r := one["record"])}
	assert shown == {("Lead", lead)}


def test_a_lead_with_an_outcome_shows_what_counted_then():
	live(on_touches("Webinar", points=10, within_days="5"))
	lead = a_lead()
	touch(lead, "Webinar", 12)
	reevaluate([lead.name], Cause.RESCORE)
	then = {"li_scored_on": now_datetime() - timedelta(days=9), "status": "Converted"}
	frappe.db.set_value("Lead", lead.name, then)
	answer = timeline(lead.name)
	assert answer["stopped"] == str((now_datetime() - timedelta(days=9)).date())
	assert answer["touches"][0]["points"] == 10


def test_a_touch_is_entered_by_hand_and_counts_once(signed_in_as):
	lead = a_lead().name
	with signed_in_as(REP.user):
		at = now_datetime() - timedelta(hours=2)
		first = add(lead, "Event or Fair", str(at), "At our stand <b>3</b>", "form 1")
		assert add(lead, "Event or Fair", str(at), "At our stand", "form 1") == {"touch": None}
		assert add(lead, "Rep's Note")["touch"]
		(shown,) = (one for one in timeline(lead)["touches"] if one["name"] == int(first["touch"]))
	# Tags are stored so that they stay text wherever they are shown.
	assert shown["subject"].replace("\u2060", "") == "At our stand <b>3</b>"
	assert shown["by"] == "Rosa Bernard"
	assert len(rows_of(lead)) == 2
	assert frappe.db.get_value("Lead", lead, "li_needs_evaluation") == 1


@pytest.mark.parametrize(
	("given", "told"),
	[
		({"kind": "Telepathy"}, "no kind of touch"),
		({"kind": "<img src=x>"}, "&lt;img"),
		({"kind": "Webinar", "happened_at": "2999-01-01 00:00:00"}, "in the future"),
		({"kind": "Webinar", "happened_at": "soon"}, "is no moment"),
		({"kind": "Webinar", "subject": "x" * 20_000}, "at most"),
		({"kind": ["Webinar"]}, "must be given as text"),
		({"kind": None}, "is missing"),
	],
)
def test_what_makes_no_sense_is_refused(given, told):
	with pytest.raises(frappe.ValidationError, match=told):
		add(a_lead().name, **given)


def test_who_may_only_read_the_lead_adds_nothing(changed_meta):
	from frappe.permissions import update_permission_property

	lead = a_lead().name
	update_permission_property("Lead", "Sales User", 0, "write", 0, validate=False)
	update_permission_property("Lead", "Sales User", 0, "read", 1, validate=False)
	frappe.set_user(REP.user)
	try:
		assert timeline(lead)["may_add"] is False
		with pytest.raises(frappe.PermissionError):
			add(lead, "Webinar")
	finally:
		frappe.set_user("Administrator")


def test_disabled_kinds_are_not_offered():
	frappe.get_doc("Lead Touch Kind", "Chat").update({"disabled": 1}).save()
	assert "Chat" not in [kind["name"] for kind in kinds()]
	demo = {"name": "Demo Request", "label": "Demo Request", "intent": True, "may_answer": False}
	assert demo in kinds()
