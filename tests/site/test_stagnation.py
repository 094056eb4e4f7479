"""Leads with which nothing happens are noted once for each quiet time, their owners are told once, and what happens ends it."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta

import frappe
import pytest

from lead_intelligence.adapters import next_steps, stagnation
from lead_intelligence.adapters.lead_time_zones import FIELD
from lead_intelligence.adapters.next_steps import NewStep
from lead_intelligence.adapters.releases import release_few
from lead_intelligence.adapters.stagnation import Limits, look_again, note, noted_leads, quiet_leads
from lead_intelligence.adapters.stagnation_notices import owners_to_tell, tell_owner
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.builders import a_lead, another_company
from tests.site.test_lead_time_zones import a_territory
from tests.site.test_working_calendars import a_calendar, a_holiday_list, use_for_company
from tests.site.touch_builders import touched

STAGNATION = "Lead Stagnation"
FRIDAY = datetime(2024, 3, 15, 10)
MONDAY, TUESDAY, WEDNESDAY = (datetime(2024, 3, day) for day in (18, 19, 20))


@pytest.fixture(autouse=True)
def limits(monkeypatch):
	"""What the policies of the company say, to be changed by a test."""
	said = {"MQL": (1, None), "SQL": (2, None), "Nurture": (1, None)}
	monkeypatch.setattr(stagnation, "limits_for", lambda company: said if company == COMPANY else {})
	return said


def a_placed_lead(at: datetime | None = FRIDAY, stage: str = "MQL", **fields) -> str:
	"""With which nothing has happened since it was placed on its stage."""
	values = {"lead_owner": REP.user, **fields}
	stored = {name: values.pop(name) for name in list(values) if name.startswith("li_") or name == "creation"}
	lead = a_lead(**values).name
	place = {"creation": FRIDAY, "li_stage": stage, "li_cycle": 1, "li_stage_since": at, **stored}
	frappe.db.set_value("Lead", lead, place, update_modified=False)
	return lead


def look(now: datetime = TUESDAY) -> None:
	"""What the job does every hour, in one transaction."""
	limits = Limits(now)
	for page in noted_leads():
		look_again(page, limits)
	for quiet in quiet_leads(limits):
		note(quiet)
	for owner in owners_to_tell():
		tell_owner(owner)


def notes_of(lead: str) -> list[frappe._dict]:
	return frappe.get_all(STAGNATION, filters={"lead": lead}, fields=["*"], order_by="name")


def is_stagnant(lead: str) -> bool:
	return any(row.open_for for row in notes_of(lead))


def ending_of(lead: str) -> str | None:
	(row,) = notes_of(lead)
	assert bool(row.ended_at) == bool(row.ended_because) == (not row.open_for)
	return row.ended_because


def told(user: str = REP.user) -> list[frappe._dict]:
	return frappe.get_all(
		"Notification Log",
		filters={"for_user": user, "subject": ("like", "%stagnant%")},
		fields=["subject", "document_name", "link"],
		order_by="creation",
	)


def a_task(lead: str, on: date, **fields) -> str:
	values = {"reference_type": "Lead", "reference_name": lead, "date": on, "description": "Call", **fields}
	return frappe.get_doc({"doctype": "ToDo", **values}).insert().name


def a_meeting(lead: str, at: datetime, **fields) -> str:
	guests = [{"reference_doctype": "Lead", "reference_docname": lead}]
	values = {
		"subject": "Demo",
		"starts_on": at,
		"event_type": "Public",
		"event_participants": guests,
		**fields,
	}
	return frappe.get_doc({"doctype": "Event", **values}).insert().name


def test_a_lead_is_stagnant_from_the_end_of_the_working_day_on():
	lead = a_placed_lead()
	look(TUESDAY - timedelta(seconds=1))
	assert not notes_of(lead)
	look(TUESDAY)
	(row,) = notes_of(lead)
	assert (row.lead, row.stage, row.owner_user, row.company) == (lead, "MQL", REP.user, COMPANY)
	assert (row.quiet_since, row.stagnant_at) == (FRIDAY, TUESDAY)
	assert row.open_for == lead
	assert row.noticed_at
	assert not row.ended_at


def test_it_is_noted_and_told_of_once():
	lead = a_placed_lead()
	for now in (TUESDAY, TUESDAY, WEDNESDAY):
		look(now)
	assert len(notes_of(lead)) == 1
	(notice,) = told()
	assert notice.document_name == lead
	assert notice.subject.startswith("<b>Ada")
	words = "is stagnant: no touch, no next step and no change of stage since "
	assert notice.subject.endswith(f"{words}{frappe.utils.format_date(FRIDAY)}.")


def test_one_notice_for_all_of_an_owner():
	for _lead in range(3):
		a_placed_lead()
	a_placed_lead(lead_owner=SECOND_REP.user)
	look()
	(notice,) = told()
	assert notice.subject.startswith("<b>3</b> of your leads are stagnant")
	assert notice.link.startswith("/app/lead-stagnation?owner_user=rosa%40")
	assert len(told(SECOND_REP.user)) == 1


def test_every_stage_has_its_own_limit():
	mql, sql, raw = a_placed_lead(), a_placed_lead(stage="SQL"), a_placed_lead(stage="Raw")
	look(TUESDAY)
	assert [is_stagnant(lead) for lead in (mql, sql, raw)] == [True, False, False]
	look(WEDNESDAY)
	assert [is_stagnant(lead) for lead in (mql, sql, raw)] == [True, True, False]


@pytest.mark.parametrize(
	"fields",
	[
		{"li_cycle": 0},
		{"disabled": 1},
		{"status": "Do Not Contact"},
		{"status": "Converted"},
		{"status": "Lost Quotation"},
		{"company": "Atelier Second"},
	],
)
def test_who_is_not_followed_is_not_stagnant(fields):
	another_company()
	lead = a_placed_lead()
	frappe.db.set_value("Lead", lead, fields)
	look()
	assert not notes_of(lead)
	frappe.db.set_value("Lead", lead, {"li_cycle": 1, "disabled": 0, "status": "Open", "company": COMPANY})
	look()
	assert is_stagnant(lead)
	frappe.db.set_value("Lead", lead, fields)
	look()
	assert ending_of(lead) == "No Longer Followed"


@pytest.mark.parametrize("company", [None, ""])
def test_a_lead_without_company_goes_by_the_default_one_s_limits(company):
	lead = a_placed_lead()
	frappe.db.set_value("Lead", lead, "company", company)
	look()
	assert is_stagnant(lead)


def test_a_lead_of_which_nobody_knows_since_when_it_is_on_its_stage():
	lead = a_placed_lead(None)
	look()
	assert notes_of(lead)[0].quiet_since == FRIDAY


def test_touches_count_from_their_moment():
	quiet, lively = a_placed_lead(), a_placed_lead()
	touched(quiet, at=datetime(2024, 3, 13))
	touched(lively, at=MONDAY)
	look()
	assert (is_stagnant(quiet), is_stagnant(lively)) == (True, False)
	assert notes_of(quiet)[0].quiet_since == FRIDAY
	look(WEDNESDAY)
	assert notes_of(lively)[0].quiet_since == MONDAY


def test_a_touch_ends_it_and_a_new_quiet_time_begins():
	lead = a_placed_lead()
	look()
	touched(lead, at=TUESDAY + timedelta(hours=9))
	look(TUESDAY + timedelta(hours=10))
	assert ending_of(lead) == "Touch"
	assert notes_of(lead)[0].ended_at == TUESDAY + timedelta(hours=9)
	look(datetime(2024, 3, 21))
	_first, second = notes_of(lead)
	assert second.quiet_since == TUESDAY + timedelta(hours=9)
	assert second.open_for == lead
	assert len(told()) == 2


def test_a_touch_that_is_told_of_late_and_was_long_ago_changes_the_moments_only():
	lead = a_placed_lead()
	look(datetime(2024, 3, 28))
	touched(lead, at=MONDAY)
	look(datetime(2024, 3, 28))
	(row,) = notes_of(lead)
	assert (row.quiet_since, row.stagnant_at, row.open_for) == (MONDAY, WEDNESDAY, lead)
	assert len(told()) == 1


def test_another_stage_ends_it():
	lead = a_placed_lead()
	look()
	frappe.db.set_value("Lead", lead, {"li_stage": "SQL", "li_stage_since": TUESDAY})
	look(TUESDAY + timedelta(hours=1))
	assert ending_of(lead) == "Stage Change"
	assert notes_of(lead)[0].ended_at == TUESDAY


def test_a_planned_task_keeps_a_lead_until_its_day_is_over_and_the_limit_too():
	lead = a_placed_lead()
	a_task(lead, WEDNESDAY.date())
	for now in (TUESDAY, WEDNESDAY, datetime(2024, 3, 21, 23)):
		look(now)
		assert not notes_of(lead)
	look(datetime(2024, 3, 22))
	assert notes_of(lead)[0].quiet_since == datetime(2024, 3, 20, 23, 59, 59)


@pytest.mark.parametrize("fields", [{"status": "Cancelled"}, {"status": "Closed"}, {"date": None}])
def test_what_is_no_planned_task(fields):
	lead = a_placed_lead()
	frappe.db.set_value("ToDo", a_task(lead, WEDNESDAY.date()), fields)
	look()
	assert is_stagnant(lead)


def test_a_task_of_another_record_of_the_same_name():
	lead = a_placed_lead()
	frappe.db.set_value("ToDo", a_task(lead, WEDNESDAY.date()), "reference_type", "Opportunity")
	look()
	assert is_stagnant(lead)


def test_planning_something_ends_it_and_giving_it_up_tells_nobody_again():
	lead = a_placed_lead()
	look()
	task = a_task(lead, WEDNESDAY.date())
	look()
	assert ending_of(lead) == "Next Step"
	frappe.db.set_value("ToDo", task, "status", "Cancelled")
	look()
	assert ending_of(lead) is None
	assert len(told()) == 1


def test_a_meeting_is_a_next_step_until_it_is_over():
	lead = a_placed_lead()
	a_meeting(lead, WEDNESDAY + timedelta(hours=9), ends_on=WEDNESDAY + timedelta(hours=10))
	look()
	assert not notes_of(lead)
	look(datetime(2024, 3, 22))
	assert notes_of(lead)[0].quiet_since == WEDNESDAY + timedelta(hours=10)


def test_a_cancelled_meeting_is_none():
	lead = a_placed_lead()
	frappe.db.set_value("Event", a_meeting(lead, WEDNESDAY), "status", "Cancelled")
	look()
	assert is_stagnant(lead)


def test_a_meeting_that_repeats_is_a_next_step_until_it_repeats_no_more():
	weekly = {"repeat_this_event": 1, "repeat_on": "Weekly"}
	for_ever, for_a_week = a_placed_lead(), a_placed_lead()
	a_meeting(for_ever, MONDAY, **weekly)
	a_meeting(for_a_week, MONDAY, repeat_till="2024-03-25", **weekly)
	look(datetime(2024, 3, 26))
	assert not notes_of(for_a_week)
	look(datetime(2024, 4, 26))
	assert (is_stagnant(for_ever), is_stagnant(for_a_week)) == (False, True)


def test_a_day_on_which_nurture_looks_again_is_a_next_step():
	lead = a_placed_lead(stage="Nurture", li_revisit_on="2024-03-20")
	look(datetime(2024, 3, 21, 23))
	assert not notes_of(lead)
	look(datetime(2024, 3, 22))
	assert is_stagnant(lead)


def test_holidays_count_at_once():
	lead = a_placed_lead()
	look()
	use_for_company(a_holiday_list("2024-03-18").name)
	look()
	assert ending_of(lead) == "Other Limit"
	look(WEDNESDAY)
	assert (ending_of(lead), len(told())) == (None, 1)
	assert notes_of(lead)[0].stagnant_at == WEDNESDAY


def test_a_calendar_and_a_time_zone(limits):
	a_calendar(("Monday", "10:00", "12:00"))
	limits["MQL"] = (1, "Support")
	a_territory("Boston", zone="America/New_York", group=False)
	here, there = a_placed_lead(MONDAY), a_placed_lead(MONDAY, territory="Boston")
	# In Boston, Monday began five hours later, and so this was Sunday.
	look(TUESDAY + timedelta(hours=4))
	assert (is_stagnant(here), is_stagnant(there)) == (False, False)
	look(TUESDAY + timedelta(hours=5))
	assert (is_stagnant(here), is_stagnant(there)) == (False, True)
	assert frappe.db.get_value("Territory", "Boston", FIELD) == "America/New_York"


def test_a_calendar_by_which_nobody_ever_works(limits, monkeypatch):
	lead = a_placed_lead()
	use_for_company(a_holiday_list("2024-03-11").name)
	limits["MQL"] = (5000, None)
	look()
	assert not notes_of(lead)


def test_a_limit_that_is_gone_ends_all(limits):
	lead = a_placed_lead()
	look()
	limits.clear()
	look()
	assert ending_of(lead) == "No Longer Followed"


def test_a_lead_that_is_released_has_its_time_from_then_on():
	a_live_definition()
	lead = an_mql()
	place = {"li_cycle": 0, "li_stage_since": FRIDAY, "creation": FRIDAY}
	frappe.db.set_value("Lead", lead, place, update_modified=False)
	now = frappe.utils.now_datetime()
	look(now)
	assert not notes_of(lead)
	assert release_few(COMPANY, [["name", "=", lead]]) == 1
	look(now)
	assert not notes_of(lead)
	look(now + timedelta(days=8))
	assert notes_of(lead)[0].quiet_since >= now.replace(microsecond=0)


def test_a_lead_without_owner_is_told_of_when_it_has_one():
	lead = a_placed_lead(lead_owner=None)
	frappe.db.set_value("Lead", lead, "lead_owner", None)
	look()
	(row,) = notes_of(lead)
	assert (row.owner_user, row.noticed_at) == (None, None)
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	look()
	assert notes_of(lead)[0].owner_user == SECOND_REP.user
	assert len(told(SECOND_REP.user)) == 1
	frappe.db.set_value("Lead", lead, "lead_owner", REP.user)
	look()
	assert notes_of(lead)[0].owner_user == REP.user
	assert told() == []


def test_who_does_not_want_to_be_told_or_has_left_is_not():
	frappe.db.set_value("User", REP.user, "enabled", 0)
	lead = a_placed_lead()
	look()
	assert told() == []
	assert notes_of(lead)[0].noticed_at is None
	frappe.db.set_value("User", REP.user, "enabled", 1)
	look()
	assert len(told()) == 1


def test_what_outsiders_wrote_is_no_markup():
	lead = a_placed_lead()
	frappe.db.set_value("Lead", lead, "company_name", "<script>x</script>")
	look()
	assert "<script>" not in told()[0].subject
	assert is_stagnant(lead)


def test_in_french():
	frappe.db.set_value("User", REP.user, "language", "fr")
	a_placed_lead()
	look()
	(row,) = frappe.get_all(
		"Notification Log", filters={"for_user": REP.user, "subject": ("like", "%stagne%")}
	)
	assert row


def test_a_rename_is_followed():
	lead = a_placed_lead()
	look()
	frappe.rename_doc("Lead", lead, "LEAD-STAGNANT", force=True)
	look()
	assert (is_stagnant("LEAD-STAGNANT"), notes_of(lead), len(told())) == (True, [], 1)


def test_of_merged_leads_the_one_that_stays_keeps_its_quiet_time():
	stays, goes = a_placed_lead(), a_placed_lead(datetime(2024, 3, 14))
	look()
	frappe.rename_doc("Lead", goes, stays, merge=True, force=True)
	rows = {row.ended_because: row for row in notes_of(stays)}
	assert set(rows) == {None, "Merged"}
	assert rows[None].quiet_since == FRIDAY


def test_a_deleted_lead_leaves_no_name():
	lead = a_placed_lead()
	look()
	frappe.delete_doc("Lead", lead)
	assert notes_of(lead) == []
	(row,) = frappe.get_all(STAGNATION, filters={"ended_because": "Deleted"}, fields=["lead", "open_for"])
	assert (row.lead, row.open_for) == (None, None)


def test_it_is_written_by_the_app_alone(by):
	lead = a_placed_lead()
	look()
	doc = frappe.get_doc(STAGNATION, notes_of(lead)[0].name)
	with pytest.raises(frappe.ValidationError, match="cannot be edited"):
		doc.save()
	with pytest.raises(frappe.ValidationError, match="kept for good"):
		doc.delete()
	assert doc.owner_user == REP.user


@contextmanager
def only_own_leads(user: str, lead: str):
	"""Of leads, the user sees those of this one's company only."""
	frappe.permissions.add_user_permission("Lead", lead, user)
	frappe.clear_cache(user=user)
	yield
	frappe.clear_cache(user=user)


def test_who_may_not_read_a_lead_reads_no_note_of_it_and_is_not_told(signed_in_as):
	seen, unseen = a_placed_lead(), a_placed_lead()
	with only_own_leads(REP.user, seen):
		look()
		(notice,) = told()
		assert notice.document_name == seen
		assert notes_of(unseen)[0].noticed_at is None
		with signed_in_as(REP.user):
			assert frappe.get_list(STAGNATION, pluck="lead") == [seen]
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc(STAGNATION, notes_of(unseen)[0].name).check_permission("read")
			frappe.get_doc(STAGNATION, notes_of(seen)[0].name).check_permission("read")
	with signed_in_as(MANAGER.user):
		assert set(frappe.get_list(STAGNATION, pluck="lead")) >= {seen, unseen}
	with signed_in_as("Guest"):
		assert not frappe.has_permission(STAGNATION, "read")


def test_as_many_queries_for_many_leads_as_for_few():
	def queries() -> int:
		with counted_queries() as found:
			limits = Limits(TUESDAY)
			assert [len(quiet) for quiet in quiet_leads(limits)]
		return len(found)

	for _lead in range(2):
		a_placed_lead()
	queries()
	few = queries()
	for _lead in range(20):
		a_placed_lead()
	assert queries() == few


def test_a_lead_that_has_just_moved_on_is_not_noted():
	lead, other = a_placed_lead(), a_placed_lead()
	(quiet,) = quiet_leads(Limits(TUESDAY))
	frappe.db.set_value("Lead", lead, "li_stage", "SQL")
	frappe.db.set_value("Lead", other, "lead_owner", SECOND_REP.user)
	note(quiet)
	assert not notes_of(lead)
	assert notes_of(other)[0].owner_user == SECOND_REP.user


def test_a_step_of_the_lead_desk_is_a_next_step_and_a_snooze_is_none():
	lead, snoozed = a_placed_lead(), a_placed_lead()
	a_step(lead, WEDNESDAY)
	a_step(snoozed, WEDNESDAY, kind="Look Again")
	look(WEDNESDAY)
	assert [is_stagnant(one) for one in (lead, snoozed)] == [False, True]


@pytest.mark.parametrize(
	("fields", "stagnant"),
	[
		({"state": "Dropped"}, True),
		({"state": "Done", "closed_at": FRIDAY}, True),
		({"state": "Done"}, False),
	],
)
def test_a_step_that_is_dropped_or_was_done_early_is_planned_no_more(fields, stagnant):
	lead = a_placed_lead()
	a_step(lead, WEDNESDAY, **fields)
	look(WEDNESDAY)
	assert is_stagnant(lead) == stagnant


def a_step(lead: str, at: datetime, **fields) -> None:
	with_key = NewStep(lead=lead, user=REP.user, kind="Call", due_at=at, key=frappe.generate_hash())
	(name,) = next_steps.add([with_key])
	if fields:
		frappe.db.set_value("Lead Next Step", name, fields)
