"""What a rep does on the desk: each act is one request that is taken in whole or not at all, and once."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import next_steps
from lead_intelligence.api import lead_desk
from lead_intelligence.api import lead_desk_acts as acts
from lead_intelligence.api.response import call_attempt
from tests.bench.people import MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.desk_acts import a_lead_of_rosa, a_step, answers_of, hours_from_now, steps_of
from tests.site.qualification_builders import a_framework
from tests.site.running_clocks import a_live_policy, clock_of, due_in
from tests.site.touch_builders import rows_of

SPOKE = "Spoke with her:\nwants a quote"


@pytest.fixture
def lead():
	return a_lead_of_rosa()


def test_who_was_reached_is_answered_and_all_that_goes_with_it_is_stored(lead, by):
	a_live_policy()
	due_in(lead, 30)
	planned = by(REP)(next_steps.plan, lead, "Call", hours_from_now(1), None, "plan 1")
	by(REP)(next_steps.snooze, lead, hours_from_now(2), None, "snooze 1")
	told = by(REP)(
		acts.call, lead, "Reached", SPOKE, None, None, a_step(note="Send the quote"), planned.step, "f1"
	)
	(touch,) = rows_of(lead)
	assert (touch.kind, touch.response, touch.notes, touch.author) == ("Call Made", "Answer", SPOKE, REP.user)
	assert clock_of(lead).answered_by == REP.user
	done, snooze, following = steps_of(lead)
	assert (done.state, done.touch, done.closed_by) == ("Done", str(touch.name), REP.user)
	assert snooze.state == "Dropped"
	assert (following.state, following.kind, following.note) == ("Open", "Call", "Send the quote")
	assert told == {
		"touch": str(touch.name),
		"already": False,
		"step": str(following.name),
		"owner": {"user": REP.user, "name": "Rosa Bernard"},
		"is_yours": True,
		"message": None,
	}


def test_sent_twice_it_counts_once(lead, by):
	first = by(REP)(acts.call, lead, "Reached", SPOKE, None, None, a_step(), None, "form 1")
	again = by(REP)(acts.call, lead, "Reached", SPOKE, None, None, a_step(), None, "form 1")
	assert again == {**first, "already": True}
	assert len(rows_of(lead)) == len(steps_of(lead)) == 1
	assert (
		by(SECOND_REP)(acts.call, lead, "Reached", SPOKE, None, None, None, None, "form 1")["already"]
		is False
	)
	for _time in range(2):
		by(REP)(acts.call, lead, "Reached")
	assert len(rows_of(lead)) == 4


@pytest.mark.parametrize(
	("outcome", "subject"),
	[
		("No Answer", "Call: nobody answered"),
		("Voicemail", "Call: a message was left on the voicemail"),
		("Busy", "Call: the line was busy"),
		("Wrong Number", "Call: it was a wrong number"),
	],
)
def test_who_was_not_reached_was_tried(lead, outcome, subject, by):
	a_live_policy()
	due_in(lead, 30)
	by(REP)(acts.call, lead, outcome, "Her assistant says tomorrow")
	(touch,) = rows_of(lead)
	assert (touch.kind, touch.response, touch.subject) == ("Call Made", "Attempt", subject)
	assert (clock_of(lead).attempts, clock_of(lead).answered_at) == (1, None)


def test_a_click_that_reached_nobody_is_one_attempt(lead, by):
	a_live_policy()
	due_in(lead, 30)
	by(REP)(call_attempt, lead)
	by(REP)(acts.call, lead, "No Answer", "Later")
	click, note = rows_of(lead)
	assert (click.response, note.kind, note.response, note.notes) == ("Attempt", "Rep's Note", None, "Later")
	assert note.happened_at == click.happened_at
	assert clock_of(lead).attempts == 1
	by(REP)(acts.call, lead, "Busy")
	assert [row.response for row in rows_of(lead)] == ["Attempt", None, "Attempt"]
	assert clock_of(lead).attempts == 2


def test_who_was_reached_was_so_from_the_click_on(lead, by):
	by(REP)(call_attempt, lead)
	clicked = now_datetime() - timedelta(minutes=90)
	frappe.db.set_value("Lead Touch", {"lead": lead}, "happened_at", clicked)
	frappe.db.set_value("Lead", lead, "creation", clicked - timedelta(days=2))
	by(SECOND_REP)(acts.call, lead, "Reached")
	by(REP)(acts.call, lead, "Reached")
	_click, of_another, call = rows_of(lead)
	assert call.happened_at == clicked
	assert of_another.happened_at > clicked
	by(REP)(acts.call, lead, "Reached")
	assert rows_of(lead)[-1].happened_at > clicked


def test_a_click_of_long_ago_is_of_another_call(lead, by):
	by(REP)(call_attempt, lead)
	frappe.db.set_value("Lead Touch", {"lead": lead}, "happened_at", now_datetime() - timedelta(minutes=121))
	by(REP)(acts.call, lead, "No Answer")
	assert [row.response for row in rows_of(lead)] == ["Attempt", "Attempt"]


def test_what_was_found_out_in_a_call_goes_with_it(lead, by):
	framework = a_framework()
	question = framework.questions[0]
	answer = {
		"framework": framework.name,
		"question": question.question,
		"answer": question.answers.split("\n")[0],
	}
	by(REP)(acts.call, lead, "Reached", None, None, frappe.as_json([answer]))
	(touch,), (stored,) = rows_of(lead), answers_of(lead)
	assert touch.kind == "Discovery Call"
	assert (stored.touch, stored.answer, stored.found_by) == (str(touch.name), answer["answer"], REP.user)
	with pytest.raises(frappe.ValidationError, match="Nobody was reached"):
		acts.call(lead, "Busy", answers=[answer])
	told = by(REP)(acts.answers, lead, [answer], "From her website", None, None, None, "form 7")
	assert by(REP)(acts.answers, lead, [answer], None, None, None, None, "form 7") == {
		**told,
		"already": True,
	}
	assert (len(rows_of(lead)), len(answers_of(lead))) == (2, 2)
	assert rows_of(lead)[-1].response is None


@pytest.mark.parametrize(
	("method", "args", "kind", "response", "channel"),
	[
		("meeting", (SPOKE,), "Meeting", "Answer", "Meeting"),
		("message", ("E-Mail", SPOKE), "E-Mail Sent", "Answer", "E-Mail"),
		("message", ("Message", SPOKE), "Message Sent", "Answer", "Chat"),
		("note", (SPOKE,), "Rep's Note", None, None),
	],
)
def test_other_acts(lead, method, args, kind, response, channel, by):
	planned = by(REP)(next_steps.plan, lead, "Call", hours_from_now(1), None, "plan 2")
	act = getattr(acts, method)

	def do():
		return act(lead, *args, step=frappe.as_json(a_step()), done_step=planned.step, form="form 2")

	first = by(REP)(do)
	assert by(REP)(do) == {**first, "already": True}
	(touch,) = rows_of(lead)
	assert (touch.kind, touch.response, touch.channel, touch.notes) == (kind, response, channel, SPOKE)
	assert [row.state for row in steps_of(lead)] == ["Done", "Open"]


FUTURE, CALL = "2999-01-01 00:00:00", ("call", "Reached")


@pytest.mark.parametrize(
	("act", "fields", "told"),
	[
		(("call", "Maybe"), {}, "Outcome must be one of Reached, No Answer"),
		(("call", None), {}, "Outcome must be one of"),
		(("call", ["Reached"]), {}, "Outcome must be one of"),
		(CALL, {"notes": "x" * 2001}, "at most 2000 characters"),
		(CALL, {"notes": {"a": 1}}, "must be given as text"),
		(CALL, {"at": FUTURE}, "in the future"),
		(CALL, {"at": "2001-01-01 00:00:00"}, "Nothing can have been done with it before that day"),
		(CALL, {"at": "<img src=x>"}, "&lt;img"),
		(CALL, {"at": 5}, "must be given as text"),
		(CALL, {"answers": "nonsense"}, "must be given as a list"),
		(CALL, {"answers": [{"framework": "None such"}]}, "no framework in use"),
		(CALL, {"step": "nonsense"}, "Next Step must be given with"),
		(CALL, {"step": {"kind": "Call", "due_at": FUTURE, "more": 1}}, "Next Step must be given with"),
		(CALL, {"step": {"kind": "Call"}}, "Due At must be given as text"),
		(CALL, {"step": {"kind": "Call", "due_at": FUTURE}}, "more than two years away"),
		(CALL, {"step": {"kind": "Call", "due_at": "2001-01-01 00:00:00"}}, "not in the future"),
		(CALL, {"step": {"kind": "Call", "due_at": FUTURE, "note": "x" * 501}}, "at most 500"),
		(CALL, {"done_step": ["5"]}, "Step must be given as text"),
		(CALL, {"done_step": "5" * 21}, "at most 20"),
		(("meeting", ""), {}, "Say in Notes what was said or done"),
		(("meeting", "  "), {}, "Say in Notes what was said or done"),
		(("message", "Pigeon", SPOKE), {}, "Channel must be one of E-Mail, Message"),
		(("message", "E-Mail", None), {}, "Say in Notes what was said or done"),
		(("note", None), {}, "Say in Notes what was said or done"),
		(("answers", []), {}, "no answer to record"),
	],
	ids=str,
)
def test_what_makes_no_sense_is_refused_and_nothing_is_half_done(lead, act, fields, told, by):
	planned = by(REP)(next_steps.plan, lead, "Call", hours_from_now(1), None, "plan 3")
	method, *args = act
	given = {"done_step": planned.step, **fields} if method in ("call", "meeting") else fields
	with pytest.raises(frappe.ValidationError, match=told):
		by(REP)(lambda: getattr(acts, method)(lead, *args, **given))
	assert rows_of(lead) == answers_of(lead) == []
	assert [row.state for row in steps_of(lead)] == ["Open"]


@pytest.mark.parametrize("name", [None, 5, ["x"], "", {"name": "x"}])
def test_a_lead_is_named_as_text(name):
	for act in (
		lambda: acts.call(name, "Reached"),
		lambda: acts.accept(name),
		lambda: acts.note(name, SPOKE),
	):
		with pytest.raises(frappe.ValidationError):
			act()


def test_a_step_of_another_lead_is_not_done(lead, by):
	other = a_lead_of_rosa()
	planned = by(REP)(next_steps.plan, other, "Call", hours_from_now(1), None, "plan 4")
	with pytest.raises(frappe.ValidationError, match="of another lead"):
		by(REP)(acts.call, lead, "Reached", None, None, None, None, planned.step)
	assert rows_of(lead) == []
	assert steps_of(other)[0].state == "Open"


@pytest.mark.parametrize("step", ["999999999", "x", "1 or 1=1"])
def test_a_step_that_is_gone_stops_nothing(lead, step, by):
	assert by(REP)(acts.call, lead, "Reached", None, None, None, None, step)["touch"]


def test_a_step_that_was_to_come_when_it_was_written_is_planned_when_it_arrives(lead, by):
	frappe.db.set_value("Lead", lead, "creation", now_datetime() - timedelta(days=2))
	written = str(hours_from_now(-2))
	by(REP)(acts.call, lead, "No Answer", None, written, None, a_step(hours=-1))
	assert [row.state for row in steps_of(lead)] == ["Open"]


@pytest.mark.parametrize("kind", ["Call Made", "Rep's Note"])
def test_a_kind_that_is_disabled_is_said_to_be(lead, kind, by):
	frappe.get_doc("Lead Touch Kind", kind).update({"disabled": 1}).save()
	act = (acts.call, lead, "Reached") if kind == "Call Made" else (acts.note, lead, SPOKE)
	with pytest.raises(frappe.ValidationError, match="are not recorded: it is disabled"):
		by(REP)(*act)


def test_of_an_ended_lead_the_call_is_recorded_and_no_step_planned(lead, by):
	frappe.db.set_value("Lead", lead, "status", "Converted")
	told = by(REP)(acts.call, lead, "Reached", SPOKE, None, None, a_step())
	assert told["step"] is None
	assert told["message"].startswith(
		"The lead is Converted: nothing can be planned with it. The rest was recorded."
	)
	assert (len(rows_of(lead)), steps_of(lead)) == (1, [])


def test_of_a_lead_that_somebody_else_has_by_now_it_is_recorded_and_said(lead, by):
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	told = by(REP)(acts.call, lead, "Reached", SPOKE)
	assert rows_of(lead)[0].author == REP.user
	assert (told["owner"]["user"], told["is_yours"]) == (SECOND_REP.user, False)
	assert told["message"] == (
		"This lead belongs to Théo Lefèvre now. What you have entered is kept with it."
	)
	# It is text, in which nothing is escaped: the desk takes it for no markup.
	frappe.db.set_value("User", SECOND_REP.user, "last_name", "O'Brien & Co")
	frappe.local.fullnames = {}
	assert "This lead belongs to Théo O'Brien & Co now." in by(REP)(acts.note, lead, SPOKE)["message"]
	frappe.db.set_value("Lead", lead, "lead_owner", None)
	told = by(REP)(acts.note, lead, SPOKE)
	assert (told["owner"], told["is_yours"], told["message"]) == (None, False, None)


def only_own_leads(user: str) -> None:
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": user,
			"allow": "User",
			"for_value": user,
			"apply_to_all_doctypes": 0,
			"applicable_for": "Lead",
		}
	).insert()
	frappe.clear_cache(user=user)


def test_who_may_not_write_it_any_more_reads_whose_it_is_if_it_was_theirs(lead, by, changed_meta):
	only_own_leads(REP.user)
	strangers = a_lead_of_rosa(lead_owner=SECOND_REP.user)
	told = by(REP)(acts.call, lead, "Reached", SPOKE, None, None, None, None, "form 1")
	doc = frappe.get_doc("Lead", lead)
	doc.lead_owner = SECOND_REP.user
	doc.save()
	with pytest.raises(frappe.PermissionError, match="belongs to Théo Lefèvre now, and you may not work"):
		by(REP)(acts.call, lead, "Reached", SPOKE, None, None, None, None, "form 2")
	with pytest.raises(frappe.PermissionError, match="You may not work with this lead any more") as refused:
		by(REP)(acts.note, strangers, SPOKE)
	assert "Théo" not in str(refused.value)
	assert len(rows_of(lead)) == 1
	again = by(REP)(acts.call, lead, "Reached", SPOKE, None, None, None, None, "form 1")
	assert (again["touch"], again["already"]) == (told["touch"], True)


def test_who_may_only_read_leads_does_nothing(lead, changed_meta):
	from frappe.permissions import update_permission_property

	update_permission_property("Lead", "Sales User", 0, "write", 0, validate=False)
	update_permission_property("Lead", "Sales User", 0, "read", 1, validate=False)
	for user in (MARKETING.user, "Guest"):
		frappe.set_user(user)
		try:
			for act in (
				lambda: acts.call(lead, "Reached"),
				lambda: acts.meeting(lead, SPOKE),
				lambda: acts.message(lead, "E-Mail", SPOKE),
				lambda: acts.note(lead, SPOKE),
				lambda: acts.accept(lead),
				lambda: acts.refuse(lead, "No Fit"),
				lambda: acts.bring_back(lead, "They called"),
			):
				with pytest.raises(frappe.PermissionError):
					act()
		finally:
			frappe.set_user("Administrator")
	assert rows_of(lead) == []


def test_a_lead_that_was_deleted(lead, by):
	by(REP)(acts.note, lead, SPOKE, None, None, None, "form 1")
	frappe.delete_doc("Lead", lead)
	for name in (lead, "<b>None such</b>", "x" * 5000):
		with pytest.raises(frappe.DoesNotExistError, match="any more: it was deleted") as refused:
			by(REP)(acts.note, name, SPOKE)
		assert "<b>" not in str(refused.value)
		assert len(str(refused.value)) < 300
	assert by(REP)(acts.note, lead, SPOKE, None, None, None, "form 1")["already"] is True


@pytest.mark.parametrize("merge", [False, True])
def test_a_lead_that_was_renamed_or_merged(lead, merge, by):
	by(REP)(acts.note, lead, "Before", None, None, None, "form 1")
	new = a_lead_of_rosa() if merge else f"Renamed 100% {frappe.generate_hash(length=8)}"
	frappe.rename_doc("Lead", lead, new, merge=merge, force=True)
	told = by(REP)(acts.call, lead, "Reached", SPOKE, None, None, a_step(), None, "form 2")
	assert by(REP)(acts.call, lead, "Reached", SPOKE, None, None, None, None, "form 2") == {
		**told,
		"already": True,
	}
	assert by(REP)(acts.note, lead, "Before", None, None, None, "form 1")["already"] is True
	assert [row.notes for row in rows_of(new)] == ["Before", SPOKE]
	assert [row.state for row in steps_of(new)] == ["Open"]
	again = f"{frappe.generate_hash(length=8)}"
	frappe.rename_doc("Lead", new, again, force=True)
	by(REP)(acts.note, lead, "Once more")
	assert len(rows_of(again)) == 3


def test_markup_stays_text(lead, by):
	by(REP)(acts.call, lead, "No Answer", "<img src=x onerror=alert(1)>")
	assert rows_of(lead)[0].notes.startswith("<\u2060img")


def test_what_was_done_counts_today(lead, by):
	before = by(REP)(lead_desk.queue)["today"]
	planned = by(REP)(next_steps.plan, lead, "Call", hours_from_now(1), None, "plan 8")
	by(REP)(acts.call, lead, "Reached", SPOKE, None, None, None, planned.step)
	today = by(REP)(lead_desk.queue)["today"]
	assert {key: today[key] - before[key] for key in ("leads", "reached", "steps")} == {
		"leads": 1,
		"reached": 1,
		"steps": 1,
	}


def test_a_meeting_that_an_event_stands_for_counts_once(lead, by):
	begun = hours_from_now(-2)
	frappe.db.set_value("Lead", lead, "creation", begun - timedelta(days=2))
	event = {
		"doctype": "Event",
		"subject": "At her works",
		"event_type": "Public",
		"event_category": "Meeting",
		"starts_on": hours_from_now(-1.5),
		"ends_on": hours_from_now(1),
		"event_participants": [{"reference_doctype": "Lead", "reference_docname": lead}],
	}
	by(REP)(frappe.get_doc(event).insert)
	(step,) = steps_of(lead)
	by(REP)(acts.meeting, lead, SPOKE, None, None, None, str(step.name))
	(touch,) = rows_of(lead)
	assert (touch.kind, touch.response, touch.channel, touch.notes) == (
		"Rep's Note",
		"Answer",
		"Meeting",
		SPOKE,
	)
	assert steps_of(lead)[0].state == "Done"
	assert frappe.db.get_value("Event", step.reference_name, "status") == "Completed"


def test_a_step_of_no_kind_refuses_the_whole_call(lead, by):
	with pytest.raises(frappe.ValidationError, match="no kind of step"):
		by(REP)(acts.call, lead, "Reached", SPOKE, None, None, a_step(kind="Dance"))
	assert rows_of(lead) == steps_of(lead) == []


def test_an_answer_of_long_ago_is_not_this_one(by):
	a_live_definition()
	lead = an_mql()
	assert by(REP)(acts.accept, lead)["already"] is False
	assert by(REP)(acts.accept, lead)["already"] is True
	frappe.db.set_value("Lead Handover", {"lead": lead}, "decided_at", hours_from_now(-24 * 8))
	with pytest.raises(frappe.ValidationError, match="has accepted this lead at"):
		by(REP)(acts.accept, lead, form="1")


def test_accepting_ends_the_snooze(by):
	a_live_definition()
	lead = an_mql()
	by(REP)(next_steps.snooze, lead, hours_from_now(2), None, "snooze 9")
	told = by(REP)(acts.accept, lead, form="1")
	assert (told["lead"], told["owner"]["user"], told["message"]) == (lead, REP.user, None)
	assert [row.state for row in steps_of(lead)] == ["Dropped"]
