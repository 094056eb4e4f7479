"""The profiles of reps, and who is absent."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.rep_presence import absences_of, off_hours
from lead_intelligence.adapters.rep_profiles import forget_reps, profiles_of
from lead_intelligence.core.routing.rep import Away, SkillKind
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.escalated_leads import employed
from tests.site.routing_builders import a_profile, works_always


def why(user=REP.user, now=None):
	absence = absences_of([user], now or now_datetime()).get(user)
	return absence and absence.why


def test_whoever_has_no_profile_takes_leads_as_a_new_one_would():
	profile = profiles_of([REP.user])[REP.user]
	assert (profile.weight, profile.capacity, profile.daily_limit) == (1.0, 50.0, 0)
	assert why() is None


def test_a_profile_says_what_counts():
	a_profile(
		REP.user,
		weight=2,
		capacity=12.5,
		daily_limit=3,
		languages=[{"language": "fr"}],
		skills=[
			{"kind": "Product", "product": "Services", "level": 4},
			{"kind": "Sector", "sector": "Banking", "level": 2, "product": "Services"},
		],
	)
	profile = profiles_of([REP.user])[REP.user]
	assert (profile.weight, profile.capacity, profile.daily_limit) == (2.0, 12.5, 3)
	assert profile.languages == {"fr"}
	assert profile.skills == {(SkillKind.PRODUCT, "Services"): 4, (SkillKind.SECTOR, "Banking"): 2}


@pytest.mark.parametrize(
	("fields", "complaint"),
	[
		({"weight": -1}, "Weight must be more than 0"),
		({"capacity": -1}, "Capacity must be from 0"),
		({"time_zone": "Mars/Olympus"}, "There is no time zone"),
		({"skills": [{"kind": "Product", "level": 3}]}, "row 1: Choose a product line"),
		({"skills": [{"kind": "Sector", "sector": "Banking", "level": 6}]}, "Level must be from 1"),
		(
			{"out_of_office": 1, "out_from": "2026-05-02 10:00:00", "out_until": "2026-05-01 10:00:00"},
			"is not after",
		),
		({"daily_limit": -1}, "negative"),
	],
)
def test_what_cannot_be_is_refused_with_what_to_do(fields, complaint):
	with pytest.raises(frappe.ValidationError, match=complaint):
		a_profile(REP.user, **fields)


@pytest.mark.parametrize("user", ["Administrator", "Guest"])
def test_who_is_nobody_is_no_rep(user):
	with pytest.raises(frappe.ValidationError, match="nobody who works on leads"):
		a_profile(user)
	assert why(user) is Away.NO_SALES_ROLE or why(user) is Away.DISABLED_USER


def test_an_employee_of_another_user_is_refused():
	employee = employed(SECOND_REP.user)
	with pytest.raises(frappe.ValidationError, match=SECOND_REP.user):
		a_profile(REP.user, employee=employee)


def test_a_disabled_user_and_one_who_is_no_more_are_absent():
	doc = frappe.get_doc("User", REP.user)
	assert why() is None
	doc.enabled = 0
	doc.save()
	assert why() is Away.DISABLED_USER
	assert why("nobody@nowhere.example") is Away.DISABLED_USER


def test_without_a_role_of_sales_nobody_takes_leads():
	assert why(MANAGER.user) is None
	assert why(MARKETING.user) is None
	doc = frappe.get_doc("User", REP.user)
	doc.roles = []
	doc.append("roles", {"role": "Employee"})
	doc.save()
	assert why() is Away.NO_SALES_ROLE


def test_who_takes_no_new_leads():
	profile = a_profile(REP.user, disabled=1)
	assert why() is Away.NO_NEW_LEADS
	profile.disabled = 0
	profile.active_since = getdate(now_datetime()) + timedelta(days=3)
	profile.save()
	assert why() is Away.NO_NEW_LEADS
	assert why(now=now_datetime() + timedelta(days=4)) is None


def test_out_of_office_within_its_times():
	now = now_datetime()
	profile = a_profile(
		REP.user, out_of_office=1, out_from=now + timedelta(days=1), out_until=now + timedelta(days=3)
	)
	assert [why(now=now + timedelta(days=days)) for days in (0, 2, 4)] == [None, Away.OUT_OF_OFFICE, None]
	profile.out_until = None
	profile.save()
	assert why(now=now + timedelta(days=400)) is Away.OUT_OF_OFFICE
	profile.out_of_office = 0
	profile.save()
	assert profile.out_from is None
	assert why(now=now + timedelta(days=2)) is None


def test_the_switch_says_since_when_and_who_was_away_long_begins_slowly():
	profile = a_profile(REP.user, out_of_office=1)
	assert abs(profile.out_from - now_datetime()) < timedelta(minutes=1)
	profile.out_of_office = 0
	profile.save()
	assert profile.back_since is None
	profile.update({"out_of_office": 1, "out_from": now_datetime() - timedelta(days=8)})
	profile.save()
	profile.out_of_office = 0
	profile.save()
	assert profile.back_since == getdate(now_datetime())


def test_an_employee_who_has_left_takes_no_new_leads():
	employee = employed(REP.user)
	forget_reps([REP.user])
	assert why() is None
	frappe.db.set_value("Employee", employee, "status", "Left")
	forget_reps([REP.user])
	assert why() is Away.NO_NEW_LEADS
	employed(REP.user)
	forget_reps([REP.user])
	assert why() is None


def test_holidays_of_the_employee_and_weekly_days_off():
	works_always("Always")
	today = getdate(now_datetime())
	holidays = frappe.get_doc(
		{
			"doctype": "Holiday List",
			"holiday_list_name": "Rosa's",
			"from_date": today - timedelta(days=10),
			"to_date": today + timedelta(days=10),
			"holidays": [
				{"holiday_date": today, "description": "Fair"},
				{"holiday_date": today + timedelta(days=2), "description": "Off", "weekly_off": 1},
			],
		}
	).insert()
	employed(REP.user, holiday_list=holidays.name)
	a_profile(REP.user, working_calendar="Always")
	noon = now_datetime().replace(hour=12, minute=0)
	assert why(now=noon) is Away.HOLIDAY
	absence = absences_of([REP.user], noon)[REP.user]
	assert absence.until == (noon + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
	assert why(now=noon + timedelta(days=1)) is None
	off = noon + timedelta(days=2)
	assert why(now=off) is None
	assert REP.user in off_hours([REP.user], off)


def test_working_hours_by_the_clock_of_the_rep():
	a_profile(REP.user, time_zone="Asia/Tokyo", working_calendar="Office Hours")
	a_profile(SECOND_REP.user, time_zone="America/New_York", working_calendar="Office Hours")
	zone = profiles_of([REP.user])[REP.user].time_zone
	assert zone == "Asia/Tokyo"
	# A Monday: 10:00 in Tokyo is 20:00 of Sunday in New York.
	from zoneinfo import ZoneInfo

	from frappe.utils import get_system_timezone

	monday = frappe.utils.get_datetime("2026-03-02 10:00:00").replace(tzinfo=ZoneInfo("Asia/Tokyo"))
	now = monday.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None)
	assert list(off_hours([REP.user, SECOND_REP.user], now)) == [SECOND_REP.user]


def test_what_changes_while_it_is_read_is_not_kept(monkeypatch):
	from lead_intelligence.adapters import rep_profiles

	read = rep_profiles._read

	def read_and_meanwhile(users):
		found = read(users)
		forget_reps(users)
		return found

	forget_reps([REP.user])
	monkeypatch.setattr(rep_profiles, "_read", read_and_meanwhile)
	profiles_of([REP.user])
	monkeypatch.setattr(rep_profiles, "_read", lambda users: {})
	assert profiles_of([REP.user]) == {}
	monkeypatch.setattr(rep_profiles, "_read", read)
	profiles_of([REP.user])
	monkeypatch.setattr(rep_profiles, "_read", lambda users: {})
	assert list(profiles_of([REP.user])) == [REP.user]
