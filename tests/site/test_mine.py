"""What a rep does on the desk: recorded whole, once, and also where the lead is somebody else's by then."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.api import lead_desk, lead_desk_acts, next_step, response
from tests.bench.people import REP, SECOND_REP
from tests.site.team_builders import an_owned_lead

PHONE = "+33 6 12 34 56 78"


@pytest.fixture
def lead() -> str:
	return an_owned_lead(REP.user, "A", due_in_minutes=5, mobile_no=PHONE)


@pytest.fixture
def rosa(by):
	return by(REP)


def touches(lead: str) -> list[tuple[str, str | None, str | None]]:
	rows = frappe.get_all(
		"Lead Touch", {"lead": lead}, ["kind", "response", "notes"], order_by="name", as_list=True
	)
	return [tuple(row) for row in rows]


def later(**span) -> str:
	return str((now_datetime() + timedelta(**span)).replace(microsecond=0))


def test_a_call_its_notes_and_the_next_step_in_one_request(lead, rosa):
	step = {"kind": "Meeting", "due_at": later(days=2), "note": "Bring the samples"}
	answer = rosa(lead_desk_acts.call, lead, "Reached", notes="Wants a quote", step=step, form="1")

	assert touches(lead) == [("Call Made", "Answer", "Wants a quote")]
	assert (answer["already"], answer["is_yours"], answer["message"]) == (False, True, None)
	(planned,) = rosa(next_step.of_lead, lead)
	assert (planned["name"], planned["kind"], planned["note"]) == (
		answer["step"],
		"Meeting",
		"Bring the samples",
	)


def test_what_is_sent_twice_counts_once(lead, rosa):
	step = {"kind": "Call", "due_at": later(days=2)}
	rosa(lead_desk_acts.call, lead, "Reached", notes="Wants a quote", step=step, form="1")
	again = rosa(lead_desk_acts.call, lead, "Reached", notes="Wants a quote", step=step, form="1")

	assert again["already"]
	assert len(touches(lead)) == 1
	assert len(rosa(next_step.of_lead, lead)) == 1


def test_a_click_is_the_attempt_and_what_came_of_it_is_a_note(lead, rosa):
	rosa(response.call_attempt, lead)
	rosa(lead_desk_acts.call, lead, "Voicemail", notes="Will try again", began=True, form="1")

	assert touches(lead) == [("Call Attempt", "Attempt", None), ("Rep's Note", None, "Will try again")]


@pytest.mark.parametrize("outcome", ["No Answer", "Voicemail", "Busy", "Wrong Number"])
def test_a_call_from_another_phone_is_an_attempt_too(lead, rosa, outcome):
	rosa(lead_desk_acts.call, lead, outcome, form="1")

	assert touches(lead) == [("Call Made", "Attempt", None)]


def test_who_was_reached_was_so_at_the_click(lead, rosa):
	began = now_datetime() - timedelta(minutes=20)
	rosa(response.call_attempt, lead)
	frappe.db.set_value("Lead Touch", {"lead": lead}, "happened_at", began, update_modified=False)
	rosa(lead_desk_acts.call, lead, "Reached", began=True, form="1")

	at = frappe.db.get_value("Lead Touch", {"lead": lead, "kind": "Call Made"}, "happened_at")
	assert abs(at - began) < timedelta(seconds=1)


def test_the_step_that_was_done_and_the_snooze_are_over(lead, rosa):
	step = rosa(next_step.plan, lead, "Call", later(seconds=1))["step"]
	frappe.db.set_value("Lead", lead, {"li_clocks": None, "li_due_at": None}, update_modified=False)
	rosa(next_step.snooze, lead, later(hours=3))
	rosa(lead_desk_acts.call, lead, "Reached", done_step=step, form="1")

	assert frappe.get_all("Lead Next Step", {"lead": lead, "state": "Open"}) == []
	assert frappe.db.get_value("Lead Next Step", step, "state") == "Done"
	today = rosa(lead_desk.queue)["today"]
	assert (today["leads"], today["reached"], today["steps"]) == (1, 1, 1)


def test_a_step_that_cannot_be_planned_refuses_the_whole_act(lead, rosa):
	with pytest.raises(frappe.ValidationError, match="not in the future"):
		rosa(lead_desk_acts.call, lead, "Reached", step={"kind": "Call", "due_at": later(days=-1)}, form="1")


def test_what_was_done_with_a_lead_of_somebody_else_is_kept_and_said(lead, rosa):
	give_to([lead], SECOND_REP.user)
	answer = rosa(lead_desk_acts.call, lead, "Reached", notes="Wants a quote", form="1")

	assert touches(lead)[-1] == ("Call Made", "Answer", "Wants a quote")
	assert answer["is_yours"] is False
	assert (
		answer["message"] == "This lead belongs to Théo Lefèvre now. What you have entered is kept with it."
	)


def test_a_meeting_a_message_and_a_note(lead, rosa):
	rosa(lead_desk_acts.meeting, lead, "Saw the plant", form="1")
	rosa(lead_desk_acts.message, lead, "E-Mail", "Sent the brochure", form="2")
	rosa(lead_desk_acts.note, lead, "Prefers mornings", form="3")

	assert touches(lead) == [
		("Meeting", "Answer", "Saw the plant"),
		("E-Mail Sent", "Answer", "Sent the brochure"),
		("Rep's Note", None, "Prefers mornings"),
	]


@pytest.mark.parametrize("given", [None, "", 5, ["x"], {"a": 1}])
def test_notes_that_are_none_are_refused(lead, rosa, given):
	with pytest.raises(frappe.ValidationError):
		rosa(lead_desk_acts.note, lead, given)
	assert touches(lead) == []


@pytest.mark.parametrize(
	"given",
	[
		{"outcome": "Maybe"},
		{"outcome": ["Reached"]},
		{"notes": "n" * 2001},
		{"at": "no moment"},
		{"at": "1999-01-01 10:00:00"},
		{"step": "{"},
		{"step": {"kind": "Fax", "due_at": "2999-01-01"}},
		{"step": {"kind": "Call"}},
		{"done_step": "99999999"},
		{"done_step": "1 or 1"},
		{"answers": "{"},
		{"outcome": "Busy", "answers": [{"framework": "BANT", "question": "Budget", "answer": "Yes"}]},
	],
)
def test_bad_input_is_refused_with_a_sentence(lead, rosa, given):
	with pytest.raises((frappe.ValidationError, frappe.DoesNotExistError)) as refusal:
		rosa(lead_desk_acts.call, lead, **{"outcome": "Reached", "form": "1", **given})
	assert str(refusal.value).strip()


def test_a_lead_that_is_gone_is_told_so(rosa):
	with pytest.raises(frappe.DoesNotExistError, match="deleted, or merged"):
		rosa(lead_desk_acts.call, "CRM-LEAD-0000-<b>", "Reached")


def test_who_may_not_write_the_lead_is_refused(lead):
	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		lead_desk_acts.call(lead, "Reached")
