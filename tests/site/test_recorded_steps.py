"""Events and dated tasks of ERPNext that are about leads are steps, and follow what becomes of them."""

from datetime import datetime, time, timedelta

import frappe
import pytest
from frappe.desk.form import assign_to
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters import recorded_steps
from lead_intelligence.adapters.recorded_steps import close_what_is_over, take_in_what_is_planned
from lead_intelligence.api.next_step import close, move, of_lead
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.step_builders import STEP, a_task, an_event, open_steps, soon, steps_of

_HOUR = timedelta(hours=1)


@pytest.fixture
def lead():
	return a_lead(lead_owner=REP.user).name


def states(lead: str) -> list[str]:
	return [row.state for row in steps_of(lead)]


def in_the_morning(days: int) -> datetime:
	return datetime.combine(getdate() + timedelta(days=days), time(9))


@pytest.mark.parametrize(
	("category", "kind"),
	[
		("Call", "Call"),
		("Meeting", "Meeting"),
		("Event", "Meeting"),
		("Sent/Received Email", "E-Mail"),
		("Other", "Other"),
	],
)
def test_an_event_is_a_step(lead, category, kind, by):
	at = soon()
	event = by(SECOND_REP)(an_event, lead, at=at, event_category=category)
	(row,) = steps_of(lead)
	assert (row.kind, row.due_at, row.until_at, row.state) == (kind, at, at + _HOUR, "Open")
	assert (row.user, row.note) == (SECOND_REP.user, "Demo of the lamp")
	(shown,) = by(REP)(of_lead, lead)
	assert shown["record"] == {"doctype": "Event", "name": event.name}
	assert shown["by"] == "Théo Lefèvre"


def test_what_a_private_event_is_about_stays_private(lead, by):
	by(SECOND_REP)(an_event, lead, event_type="Private")
	assert [row.note for row in steps_of(lead)] == [None]


def test_an_event_of_all_day_begins_in_the_morning_and_lasts_until_night(lead):
	day = datetime.combine(getdate() + timedelta(days=2), time())
	an_event(lead, at=day, ends_on=day + timedelta(hours=2), all_day=1)
	(row,) = steps_of(lead)
	assert (row.due_at, row.until_at) == (day + 9 * _HOUR, day + 24 * _HOUR)


def test_an_event_that_ends_as_it_begins_lasts_an_hour(lead):
	at = soon()
	an_event(lead, at=at, ends_on=at)
	assert [row.until_at for row in steps_of(lead)] == [at + _HOUR]


def test_the_step_follows_its_event(lead):
	event = an_event(lead)
	at = soon(days=3)
	event.update(
		{"starts_on": at, "ends_on": at + 2 * _HOUR, "subject": "Second demo", "event_category": "Call"}
	)
	event.save()
	(row,) = steps_of(lead)
	assert (row.kind, row.due_at, row.until_at, row.note) == ("Call", at, at + 2 * _HOUR, "Second demo")
	event.status = "Cancelled"
	event.save()
	assert states(lead) == ["Dropped"]
	event.status = "Open"
	event.save()
	assert states(lead) == ["Open"]
	event.status = "Completed"
	event.save()
	assert states(lead) == ["Done"]


def test_an_event_that_is_deleted_is_no_step_any_more(lead):
	an_event(lead).delete()
	assert states(lead) == ["Dropped"]


def test_a_field_that_is_set_past_saving(lead):
	event = an_event(lead)
	event.db_set("status", "Closed")
	assert states(lead) == ["Done"]


def test_each_lead_that_takes_part_has_its_step(lead):
	other, third = (a_lead(first_name=name).name for name in ("Grace", "Emmy"))
	event = an_event(lead, other)
	assert open_steps(lead) == open_steps(other)
	event.event_participants = [row for row in event.event_participants if row.reference_docname == lead]
	event.append("event_participants", {"reference_doctype": "Lead", "reference_docname": third})
	event.save()
	assert [states(name) for name in (lead, other, third)] == [["Open"], ["Dropped"], ["Open"]]


def test_what_a_rep_has_done_stays_done_until_it_is_planned_anew(lead, by):
	event = an_event(lead, a_lead(first_name="Grace").name)
	by(REP)(close, str(steps_of(lead)[0].name))
	event.subject = "Other words"
	event.save()
	assert states(lead) == ["Done"]
	event.starts_on = soon(days=9)
	event.save()
	assert states(lead) == ["Open"]
	assert steps_of(lead)[0].closed_at is None


def test_an_event_that_is_over_is_no_step(lead):
	an_event(lead, at=now_datetime() - timedelta(days=2))
	assert not steps_of(lead)


def test_an_event_with_a_lead_that_is_over_is_no_step(lead):
	frappe.db.set_value("Lead", lead, "status", "Converted")
	an_event(lead)
	assert not steps_of(lead)


def test_saves_that_are_about_no_lead_or_say_the_same_ask_for_nothing(lead):
	customer = an_event()
	about = an_event(lead)
	task = a_task(lead, date=getdate() + timedelta(days=2))
	with counted_queries() as queries:
		customer.save()
		about.description = "Bring the lamp"
		about.save()
		task.priority = "High"
		task.save()
		frappe.get_doc({"doctype": "ToDo", "description": "Buy milk"}).insert().delete()
		customer.delete()
	assert not [
		query for query in queries if STEP in query and "`tabLead Next Step` where" not in query.lower()
	]
	assert len(steps_of(lead)) == 2


def test_a_task_with_a_day_is_a_step_of_that_morning(lead, by):
	day = getdate() + timedelta(days=3)
	words = "<p>Send the <b>offer</b> &amp; call</p>"
	people = {"assigned_by": MANAGER.user, "allocated_to": REP.user}
	by(MANAGER)(a_task, lead, date=day, description=words, **people)
	(row,) = steps_of(lead)
	assert (row.kind, row.due_at, row.until_at, row.state) == ("Other", in_the_morning(3), None, "Open")
	assert (row.user, row.note) == (MANAGER.user, "Send the offer & call")


def test_a_task_of_today_that_nobody_is_assigned_to_is_a_step_of_this_morning(lead):
	a_task(lead, date=getdate())
	assert open_steps(lead) == [("Other", in_the_morning(0))]


def test_an_assignment_says_whose_the_lead_is_and_plans_nothing(lead):
	assign_to.add({"doctype": "Lead", "name": lead, "assign_to": [SECOND_REP.user], "description": "Yours"})
	assert not steps_of(lead)


def test_an_assignment_for_a_later_day_plans_something(lead):
	day = getdate() + timedelta(days=3)
	assign_to.add({"doctype": "Lead", "name": lead, "assign_to": [SECOND_REP.user], "date": str(day)})
	assert open_steps(lead) == [("Other", in_the_morning(3))]


def test_the_step_follows_its_task(lead):
	task = a_task(lead, date=getdate() + timedelta(days=3))
	task.date = getdate() + timedelta(days=4)
	task.save()
	assert open_steps(lead) == [("Other", in_the_morning(4))]
	for status, state in (("Closed", "Done"), ("Open", "Open"), ("Cancelled", "Dropped"), ("Open", "Open")):
		task.status = status
		task.save()
		assert states(lead) == [state]
	task.date = None
	task.save()
	assert states(lead) == ["Dropped"]


def test_markup_in_a_task_stays_text_also_when_it_is_moved(lead):
	task = a_task(lead, date=getdate() + timedelta(days=3), description="&lt;img src=x onerror=alert(1)&gt;")
	task.date = getdate() + timedelta(days=4)
	task.save()
	assert [row.note for row in steps_of(lead)] == ["<\u2060img src=x onerror=alert(1)>"]


def test_a_task_that_is_deleted_or_about_another_lead(lead):
	other = a_lead(first_name="Grace").name
	task = a_task(lead, date=getdate() + timedelta(days=3))
	task.reference_name = other
	task.save()
	assert (states(lead), states(other)) == (["Dropped"], ["Open"])
	task.delete()
	assert states(other) == ["Dropped"]


def test_who_does_the_step_has_done_the_task_and_the_meeting(lead, by):
	task = by(REP)(a_task, lead, date=getdate() + timedelta(days=3), allocated_to=REP.user)
	event = by(REP)(an_event, lead)
	dropped = by(REP)(an_event, lead, at=soon(days=8))
	for row, done in zip(steps_of(lead), (True, True, False), strict=True):
		by(REP)(close, str(row.name), done)
	assert frappe.db.get_value("ToDo", task.name, "status") == "Closed"
	assert frappe.db.get_value("Event", event.name, "status") == "Completed"
	assert frappe.db.get_value("Event", dropped.name, "status") == "Cancelled"
	assert states(lead) == ["Done", "Done", "Dropped"]


def test_a_meeting_goes_on_with_the_others(lead, by):
	other = a_lead(first_name="Grace").name
	event = by(REP)(an_event, lead, other)
	by(REP)(close, str(steps_of(lead)[0].name), False)
	assert frappe.db.get_value("Event", event.name, "status") == "Open"
	by(REP)(close, str(steps_of(other)[0].name), False)
	assert frappe.db.get_value("Event", event.name, "status") == "Open"
	assert (states(lead), states(other)) == (["Dropped"], ["Dropped"])


def test_the_step_is_done_also_where_the_record_is_not_ones_own(lead, by):
	event = by(SECOND_REP)(an_event, lead, event_type="Private")
	by(REP)(close, str(steps_of(lead)[0].name))
	assert states(lead) == ["Done"]
	assert frappe.db.get_value("Event", event.name, "status") == "Open"


def test_a_step_of_a_record_is_moved_there(lead, by):
	an_event(lead)
	with pytest.raises(
		frappe.ValidationError, match=r"This step stands for Event .* of ERPNext. Move it there"
	):
		by(REP)(move, str(steps_of(lead)[0].name), str(soon(days=2)))


def takes_part_as(new: str, old: str) -> None:
	"""Frappe writes the new name too, unless it has forgotten that events name leads."""
	frappe.db.set_value("Event Participants", {"reference_docname": old}, "reference_docname", new)


def test_steps_follow_a_rename_and_their_event_finds_them(lead):
	event = an_event(lead)
	new = frappe.rename_doc("Lead", lead, "LEAD-RENAMED", show_alert=False)
	takes_part_as(new, lead)
	event.reload()
	event.starts_on = soon(days=4)
	event.save()
	assert open_steps(new) == [("Meeting", event.starts_on)]


def test_two_merged_leads_that_take_part_have_one_step(lead):
	other = a_lead(first_name="Grace").name
	event = an_event(lead, other)
	frappe.rename_doc("Lead", lead, other, merge=True, show_alert=False)
	assert sorted(states(other)) == ["Dropped", "Open"]
	takes_part_as(other, lead)
	event.reload()
	event.subject = "Both"
	event.save()
	assert sorted(states(other)) == ["Dropped", "Open"]


def test_a_meeting_that_is_over_was_held(lead):
	an_event(lead)
	frappe.db.set_value(STEP, steps_of(lead)[0].name, "until_at", now_datetime() - _HOUR)
	close_what_is_over()
	(row,) = steps_of(lead)
	assert (row.state, row.closed_by) == ("Done", row.user)


def test_what_was_planned_before_the_app_came_becomes_a_step(lead):
	event, task, assignment = (
		an_event(lead),
		a_task(lead, date=getdate() + timedelta(days=3)),
		a_task(lead, date=getdate(), allocated_to=REP.user),
	)
	frappe.db.delete(STEP)
	take_in_what_is_planned()
	take_in_what_is_planned()
	assert sorted(row.reference_name for row in steps_of(lead)) == sorted([event.name, task.name])
	assert assignment.name not in {row.reference_name for row in steps_of(lead)}
	# The forgotten ones of long ago are none.
	frappe.db.delete(STEP)
	frappe.db.set_value("ToDo", task.name, "date", getdate() - timedelta(days=90))
	take_in_what_is_planned()
	assert [row.reference_name for row in steps_of(lead)] == [event.name]


def test_a_defect_of_ours_stops_no_meeting_from_being_saved(lead, monkeypatch):
	def broken(*args, **kwargs):
		raise RuntimeError("broken")

	monkeypatch.setattr(recorded_steps, "_follow", broken)
	event = an_event(lead)
	a_task(lead, date=getdate() + timedelta(days=3)).delete()
	event.delete()
	assert not steps_of(lead)
	assert frappe.db.exists("Error Log", {"method": ("like", "%a step could not follow its record%")})
