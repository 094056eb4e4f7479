"""Scores that only time changes: dates, days since a change, and rules that begin and end."""

from datetime import datetime, time, timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime, today

from lead_intelligence.adapters.policies import compiled_version, live_version
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.history.journey import Cause
from tests.site.builders import a_lead, a_live_model, journey_of, rule, stored


def midnight(day) -> datetime:
	return datetime.combine(getdate(day), time.min)


def age(lead, days: int) -> None:
	"""As if the lead had been made, scored and changed so many days ago."""
	for doctype, key, fields in (
		("Lead", {"name": lead.name}, ("creation", "li_next_change_at", "li_scored_on", "qualified_on")),
		("Lead Field Change", {"lead": lead.name}, ("changed_at",)),
	):
		row = frappe.db.get_value(doctype, key, fields, as_dict=True) or {}
		moved = {name: moment - timedelta(days=days) for name, moment in row.items() if moment}
		if moved:
			frappe.db.set_value(doctype, key, moved, update_modified=False)


def time_tells(lead) -> None:
	"""What the hourly job does with a lead that is due."""
	reevaluate([lead.name], Cause.TIME)


def test_a_lead_is_new_for_its_days_and_then_no_longer():
	a_live_model(rule("creation", "is in the last N days", 7, points=25))
	lead = a_lead()
	assert stored(lead, "li_grade", "li_next_change_at") == {
		"li_grade": "Hot",
		"li_next_change_at": midnight(add_days(today(), 8)),
	}
	age(lead, 7)
	time_tells(lead)
	assert stored(lead, "li_grade") == "Hot"
	age(lead, 1)
	time_tells(lead)
	assert stored(lead, "li_grade", "li_next_change_at") == {"li_grade": "Cold", "li_next_change_at": None}
	row = journey_of(lead.name)[-1]
	assert (row.kind, row.cause, row.grade_before, row.grade_after) == (
		"Grade changed",
		"Passing of time",
		"Hot",
		"Cold",
	)


def test_time_that_moves_a_score_within_its_grade_makes_no_row():
	a_live_model(rule("creation", "is in the last N days", 7, points=5))
	lead = a_lead()
	age(lead, 8)
	time_tells(lead)
	assert stored(lead, "li_points") == 0
	assert [row.kind for row in journey_of(lead.name)] == ["First score"]


def test_a_save_after_the_time_has_come_scores_too():
	a_live_model(rule("creation", "is in the last N days", 7, points=25))
	lead = a_lead()
	age(lead, 8)
	frappe.get_doc("Lead", lead.name).save()
	assert stored(lead, "li_grade") == "Cold"
	assert journey_of(lead.name)[-1].cause == "Passing of time"


def test_a_change_counts_for_its_days_and_only_from_real_changes():
	a_live_model(rule("city", "changed in the last N days", 3, points=25))
	lead = a_lead(city="Lyon")
	assert stored(lead, "li_points") == 0
	save(lead, fax="1")
	assert stored(lead, "li_points") == 0
	save(lead, city="Paris")
	assert stored(lead, "li_points", "li_next_change_at") == {
		"li_points": 25,
		"li_next_change_at": midnight(add_days(today(), 4)),
	}
	age(lead, 3)
	time_tells(lead)
	assert stored(lead, "li_points") == 25
	age(lead, 1)
	time_tells(lead)
	assert stored(lead, "li_points") == 0
	save(lead, city="Nice")
	assert stored(lead, "li_points") == 25


def test_a_field_set_past_saving_counts_as_changed():
	a_live_model(rule("status", "changed in the last N days", 3, points=25))
	lead = a_lead()
	frappe.get_doc("Lead", lead.name).db_set("status", "Replied")
	assert stored(lead, "li_points") == 25


def test_a_blank_that_stays_blank_is_no_change():
	a_live_model(rule("fax", "changed in the last N days", 3, points=25))
	lead = a_lead()
	save(lead, fax="")
	assert stored(lead, "li_points") == 0


def test_a_date_sent_as_text_is_no_change():
	a_live_model(
		rule("qualified_on", "changed in the last N days", 3, points=25),
		rule("annual_revenue", "changed in the last N days", 3, points=25),
	)
	lead = a_lead(qualified_on="2026-01-31", annual_revenue=5000)
	save(lead, qualified_on="2026-01-31", annual_revenue="5000")
	assert stored(lead, "li_points") == 0


def save(lead, **fields):
	doc = frappe.get_doc("Lead", lead.name)
	doc.update(fields)
	doc.save()


@pytest.mark.parametrize(("ends", "points"), [(0, 25), (-1, 0), (1, 25)])
def test_a_rule_counts_on_its_last_day_and_no_longer(ends, points):
	last_day = add_days(today(), ends)
	a_live_model(
		rule("city", "is", "Paris", points=25, valid_to=last_day),
		rule("fax", "is", "1", points=1),
	)
	lead = a_lead(city="Paris")
	assert stored(lead, "li_points") == points
	due = stored(lead, "li_next_change_at")
	assert due == (midnight(add_days(last_day, 1)) if points else None)


@pytest.mark.parametrize(("begins", "points"), [(0, 25), (-1, 25), (1, 0)])
def test_a_rule_counts_from_its_first_day_on(begins, points):
	first_day = add_days(today(), begins)
	a_live_model(rule("city", "is", "Paris", points=25, valid_from=first_day))
	lead = a_lead(city="Paris")
	assert stored(lead, "li_points") == points
	assert stored(lead, "li_next_change_at") == (None if points else midnight(first_day))


def test_a_leap_day_is_a_day_like_any_other():
	a_live_model(rule("qualified_on", "is in the last N days", 1, points=25))
	lead = a_lead(qualified_on="2028-02-28")
	for day, points in (("2028-02-28", 25), ("2028-02-29", 25), ("2028-03-01", 0)):
		assert score_at(lead, midnight(day)) == points
	lead = a_lead(qualified_on="2028-02-29")
	for day, points in (("2028-02-28", 0), ("2028-02-29", 25), ("2028-03-01", 25), ("2028-03-02", 0)):
		assert score_at(lead, midnight(day)) == points


def score_at(lead, moment: datetime) -> int:
	model, catalogue = compiled_version(live_version(lead.company))
	return model.score(snapshot_of(lead, model, catalogue), moment).points


def test_the_day_is_that_of_the_site_and_not_of_utc():
	"""Times are naive and in the system time zone, and so is the day on which a rule ends."""
	a_live_model(rule("creation", "is in the last N days", 0, points=25))
	lead = a_lead()
	assert abs(stored(lead, "creation") - now_datetime()) < timedelta(minutes=5)
	last_moment = datetime.combine(stored(lead, "creation").date(), time.max)
	assert score_at(lead, last_moment) == 25
	assert score_at(lead, last_moment + timedelta(seconds=1)) == 0


def test_a_lead_whose_model_is_gone_is_not_due_for_ever():
	model = a_live_model(rule("creation", "is in the last N days", 7, points=25))
	lead = a_lead()
	model.cancel()
	age(lead, 8)
	time_tells(lead)
	assert stored(lead, "li_next_change_at") is None
	assert stored(lead, "li_points") == 25
