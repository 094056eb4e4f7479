"""Running clocks are planned again when people are to work at other times than before, once for many changes."""

import frappe
import pytest

from lead_intelligence.adapters import replanning
from lead_intelligence.adapters.lead_time_zones import FIELD
from lead_intelligence.adapters.replanning import JOB, call_if_asked, replan_soon, while_asked
from lead_intelligence.setup.working_calendars import OFFICE_HOURS
from tests.bench.base_company import COMPANY
from tests.site.test_lead_time_zones import TOKYO, a_territory, give
from tests.site.test_working_calendars import CALENDAR, a_calendar, a_holiday_list, times


@pytest.fixture(autouse=True)
def jobs(monkeypatch):
	"""The jobs that are called, instead of their being called."""
	called: list[str] = []
	monkeypatch.setattr(frappe, "enqueue", lambda job, **more: called.append(job))
	return called


@pytest.fixture
def calls(jobs):
	"""How often the clocks are planned again for what was done since it was last asked."""

	def since() -> int:
		frappe.db.after_commit.run()
		while_asked(lambda: None)
		number = jobs.count(JOB)
		jobs.clear()
		return number

	since()
	return since


def save(doctype: str, name: str, **fields) -> None:
	doc = frappe.get_doc(doctype, name)
	doc.update(fields)
	doc.flags.ignore_mandatory = True
	doc.save()


def test_a_calendar(calls):
	a_calendar(("Monday", "09:00", "12:00"))
	assert calls() == 1
	doc = frappe.get_doc(CALENDAR, "Support")
	doc.save()
	assert calls() == 0
	for change in (
		{"spans": times(("Monday", "09:00", "12:30"))},
		{"time_zone": TOKYO},
		{"holiday_list": a_holiday_list("2024-03-11").name},
		{"is_default": 1},
	):
		calls()
		save(CALENDAR, "Support", **change)
		assert calls() == 1, change
	frappe.rename_doc(CALENDAR, "Support", "Hotline")
	assert calls() == 1
	frappe.delete_doc(CALENDAR, "Hotline")
	assert calls() == 1


def test_a_tag_on_a_calendar_changes_nothing(calls):
	doc = frappe.get_doc(CALENDAR, OFFICE_HOURS)
	doc.add_tag("spring")
	doc.spans = [*reversed(doc.spans)]
	doc.save()
	assert calls() == 0


def test_holidays(calls):
	closed = a_holiday_list("2024-03-11")
	calls()
	closed.holidays[0].description = "Fair"
	closed.save()
	assert calls() == 0
	closed.append("holidays", {"holiday_date": "2024-03-12", "description": "Closed"})
	closed.save()
	assert calls() == 1
	frappe.rename_doc("Holiday List", "Closed", "Fairs")
	assert calls() == 0
	frappe.rename_doc("Holiday List", "Fairs", a_holiday_list("2024-03-13", name="Other").name, merge=True)
	assert calls() == 1
	frappe.delete_doc("Holiday List", "Other")
	assert calls() == 1


def test_a_company(calls):
	save("Company", COMPANY, website="https://lumiere.example")
	assert calls() == 0
	give("Company", COMPANY, TOKYO)
	assert calls() == 1
	save("Company", COMPANY, default_holiday_list=a_holiday_list("2024-03-11").name)
	assert calls() == 1


def test_a_territory(calls):
	a_territory("Americas", zone=TOKYO)
	a_territory("East", "Americas")
	assert calls() == 0
	give("Territory", "Americas", None)
	assert calls() == 1
	save("Territory", "East", is_group=0)
	assert calls() == 0
	save("Territory", "East", parent_territory="All Territories")
	assert calls() == 1
	frappe.rename_doc("Territory", "East", "East Coast")
	assert calls() == 0


def test_merged_territories(calls):
	a_territory("Boston", zone=TOKYO, group=False)
	a_territory("Bostn", group=False)
	calls()
	frappe.rename_doc("Territory", "Bostn", "Boston", merge=True)
	assert calls() == 1
	assert frappe.db.get_value("Territory", "Boston", FIELD) == TOKYO


def test_the_time_zone_of_the_site(calls):
	settings = frappe.get_single("System Settings")
	settings.session_expiry = "24:00"
	settings.save()
	assert calls() == 0
	settings.time_zone = TOKYO
	settings.save()
	assert calls() == 1


def test_many_changes_call_once(calls, jobs):
	for _change in range(3):
		replan_soon()
		frappe.db.after_commit.run()
	assert jobs == [JOB]
	assert calls() == 1
	replan_soon()
	assert calls() == 1


def test_what_is_taken_back_calls_nobody(calls):
	replan_soon()
	frappe.db.rollback()
	assert calls() == 0


def ask_now() -> None:
	replan_soon()
	frappe.db.after_commit.run()


def test_a_change_while_the_job_works_is_not_lost(calls):
	done = []

	def replan() -> None:
		done.append(1)
		if len(done) == 1:
			ask_now()

	ask_now()
	while_asked(replan)
	assert len(done) == 2
	while_asked(replan)
	assert len(done) == 2


def test_what_a_killed_job_left_is_called_for_again(calls, jobs):
	def killed() -> None:
		raise KeyboardInterrupt

	ask_now()
	with pytest.raises(KeyboardInterrupt):
		while_asked(killed)
	jobs.clear()
	call_if_asked()
	assert jobs == [JOB]
	while_asked(lambda: None)
	jobs.clear()
	call_if_asked()
	assert jobs == []


def test_a_queue_that_does_not_answer_stops_no_save(calls, monkeypatch, jobs):
	def no_queue(*_args, **_more):
		raise ConnectionError("no queue")

	with monkeypatch.context() as patched:
		patched.setattr(frappe, "enqueue", no_queue)
		give("Company", COMPANY, TOKYO)
		frappe.db.after_commit.run()
	assert frappe.db.get_value("Company", COMPANY, FIELD) == TOKYO
	# The next change calls for both.
	assert (jobs, calls()) == ([], 0)
	ask_now()
	assert jobs == [JOB]


def test_a_cache_that_does_not_answer_stops_no_save(calls, monkeypatch):
	from frappe.utils.redis_wrapper import RedisWrapper

	monkeypatch.setattr(frappe, "cache", RedisWrapper.from_url("redis://127.0.0.1:1"))
	replanning._ask()
