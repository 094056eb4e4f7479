"""Answers that people enter themselves, and calls that begin with a click."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import manual_answers
from lead_intelligence.api.response import answered, call_attempt, call_reached
from lead_intelligence.api.touches import add, kinds, timeline
from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.touch_builders import rows_of

REASON = "Spoke with her at the fair"


@pytest.fixture
def lead():
	return a_lead(mobile_no="+33 6 12 34 56 78", phone="01 45 67 89 00").name


@pytest.fixture
def at(monkeypatch):
	"""`at(30)`: the clock is so many seconds after a full ten."""
	begin = now_datetime().replace(second=0, microsecond=0) - timedelta(hours=5)

	def go(seconds: int):
		now = begin + timedelta(seconds=seconds)
		monkeypatch.setattr(manual_answers, "now_datetime", lambda: now)
		return now

	return go


@pytest.mark.parametrize(
	("how", "channel"),
	[("E-Mail", "E-Mail"), ("Call", "Phone"), ("Meeting", "Meeting"), ("Message", "Chat"), ("Other", None)],
)
def test_an_answer_is_entered_with_its_reason(lead, how, channel, by):
	told = by(REP)(answered, lead, how, f"  {REASON}  ")
	(row,) = rows_of(lead)
	assert (row.kind, row.response, row.direction, row.channel) == (
		"Answer Entered",
		"Answer",
		"Outbound",
		channel,
	)
	assert (row.notes, row.author) == (REASON, REP.user)
	assert told == {"touch": str(row.name), "happened_at": str(row.happened_at), "already": False}
	assert timedelta(0) <= now_datetime() - row.happened_at < timedelta(minutes=1)


def test_it_is_of_when_it_was(lead, by):
	today = now_datetime().replace(hour=0, minute=0, second=0, microsecond=0)
	assert by(REP)(answered, lead, "Call", REASON, str(today))["happened_at"] == str(today)
	ahead = now_datetime() + timedelta(minutes=4)
	by(REP)(answered, lead, "Call", REASON, str(ahead))
	assert [row.happened_at <= now_datetime() for row in rows_of(lead)] == [True, True]


def test_sent_twice_it_counts_once(lead, by):
	first = by(REP)(answered, lead, "Call", REASON, None, "form 1")
	assert by(REP)(answered, lead, "Call", REASON, None, "form 1") == {**first, "already": True}
	assert by(SECOND_REP)(answered, lead, "Call", REASON, None, "form 1")["already"] is False
	assert len(rows_of(lead)) == 2


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"how": "Telepathy"}, "How must be one of E-Mail, Call, Meeting, Message, Other"),
		({"how": None}, "How must be one of"),
		({"how": ["Call"]}, "How must be one of"),
		({"reason": None}, "Say in Reason what was done"),
		({"reason": ""}, "Say in Reason what was done"),
		({"reason": "   "}, "Reason must be given as text"),
		({"reason": 5}, "Reason must be given as text"),
		({"reason": "x" * 501}, "Reason must have at most 500 characters"),
		({"at": "2999-01-01 00:00:00"}, "in the future"),
		({"at": "1969-12-31 23:59:59"}, "before 1970"),
		({"at": "2001-01-01 00:00:00"}, "cannot have been answered before that day"),
		({"at": "soon"}, "is no moment"),
		({"at": "<img src=x>"}, "&lt;img"),
		({"at": 5}, "must be given as text"),
	],
	ids=str,
)
def test_what_makes_no_sense_is_refused(lead, fields, told):
	with pytest.raises(frappe.ValidationError, match=told):
		answered(**{"lead": lead, "how": "Call", "reason": REASON, **fields})
	assert rows_of(lead) == []


def test_markup_stays_text(lead):
	answered(lead, "Call", "<img src=x onerror=alert(1)>")
	assert rows_of(lead)[0].notes.startswith("<\u2060img")


@pytest.mark.parametrize(
	("fields", "number", "link"),
	[
		(
			{"mobile_no": "+33 6 12 34 56 78", "phone": "01 45 67 89 00"},
			"+33 6 12 34 56 78",
			"tel:+33612345678",
		),
		({"phone": "+33 1 45 67 89 00"}, "+33 1 45 67 89 00", "tel:+33145678900"),
		({"whatsapp_no": "+49 30 901820"}, "+49 30 901820", "tel:+4930901820"),
		(
			{"mobile_no": "+33 6 12 34 56 78", "whatsapp_no": "+49 30 901820"},
			"+33 6 12 34 56 78",
			"tel:+33612345678",
		),
		({"phone": "555"}, "555", "tel:555"),
	],
)
def test_a_click_is_an_attempt_and_says_which_number(fields, number, link, by):
	lead = a_lead(**fields).name
	told = by(REP)(call_attempt, lead)
	(row,) = rows_of(lead)
	assert (row.kind, row.response, row.channel, row.author) == ("Call Attempt", "Attempt", "Phone", REP.user)
	assert (told["touch"], told["number"], told["link"]) == (str(row.name), number, link)
	assert told["happened_at"] == str(row.happened_at)


def test_who_has_no_number_is_not_called(lead):
	none = a_lead().name
	frappe.db.set_value("Lead", none, "lead_name", "Nobody <b>x</b>")
	with pytest.raises(frappe.ValidationError, match=r"has no phone number\. Enter one in") as refused:
		call_attempt(none)
	assert "<b>" not in str(refused.value)
	frappe.db.set_value("Lead", lead, "status", "Do Not Contact")
	with pytest.raises(frappe.ValidationError, match="is not to be contacted"):
		call_attempt(lead)
	assert rows_of(none) == rows_of(lead) == []


def test_clicks_within_ten_seconds_are_one(lead, by, at):
	told = []
	for seconds in (9, 12, 18, 20, 41):
		at(seconds)
		told.append(by(REP)(call_attempt, lead))
	by(SECOND_REP)(call_attempt, lead)
	assert [one["already"] for one in told] == [False, True, True, False, False]
	assert len({one["touch"] for one in told}) == 3
	assert len(rows_of(lead)) == 4


def test_who_was_reached_was_so_from_the_click_on(lead, by, at):
	began = at(0)
	by(REP)(call_attempt, lead)
	at(1200)
	told = by(REP)(call_reached, lead, "Wants a quote")
	assert by(REP)(call_reached, lead)["already"] is True
	answer = rows_of(lead)[-1]
	assert (answer.kind, answer.response, answer.notes, answer.author) == (
		"Call Made",
		"Answer",
		"Wants a quote",
		REP.user,
	)
	assert answer.happened_at == began
	assert told["happened_at"] == str(began)
	assert len(rows_of(lead)) == 2


def test_who_was_reached_without_a_click_was_so_now(lead, by, at):
	at(0)
	by(SECOND_REP)(call_attempt, lead)
	now = at(60)
	assert by(REP)(call_reached, lead)["happened_at"] == str(now)
	later = at(3 * 3600)
	assert by(SECOND_REP)(call_reached, lead)["happened_at"] == str(later)


def test_a_call_may_be_noted_in_500_characters(lead):
	with pytest.raises(frappe.ValidationError, match="Note must have at most 500"):
		call_reached(lead, "x" * 501)


@pytest.mark.parametrize(("kind", "method"), [("Answer Entered", answered), ("Call Attempt", call_attempt)])
def test_a_kind_that_is_disabled_is_said_to_be(lead, kind, method):
	frappe.get_doc("Lead Touch Kind", kind).update({"disabled": 1}).save()
	with pytest.raises(frappe.ValidationError, match=f"kind {kind} are not recorded"):
		method(lead, *(["Call", REASON] if method is answered else []))


def test_who_may_only_read_the_lead_records_nothing(lead, changed_meta):
	from frappe.permissions import update_permission_property

	update_permission_property("Lead", "Sales User", 0, "write", 0, validate=False)
	update_permission_property("Lead", "Sales User", 0, "read", 1, validate=False)
	for user in (REP.user, "Guest"):
		frappe.set_user(user)
		try:
			for method in (
				lambda: answered(lead, "Call", REASON),
				lambda: call_attempt(lead),
				lambda: call_reached(lead),
			):
				with pytest.raises(frappe.PermissionError):
					method()
		finally:
			frappe.set_user("Administrator")
	assert rows_of(lead) == []


@pytest.mark.parametrize("lead_name", [None, 5, ["x"], ""])
def test_a_lead_is_named_as_text(lead_name):
	for method in (lambda: answered(lead_name, "Call", REASON), lambda: call_attempt(lead_name)):
		with pytest.raises(frappe.ValidationError):
			method()


def test_a_touch_that_is_added_may_answer(lead, by):
	by(REP)(add, lead, "Call Made", None, "Pumps", "form 1", "Answer", REASON)
	by(REP)(add, lead, "Call Made", None, None, "form 2", "Attempt")
	by(REP)(add, lead, "Meeting", None, None, "form 3")
	assert [(row.response, row.notes) for row in rows_of(lead)] == [
		("Answer", REASON),
		("Attempt", None),
		(None, None),
	]
	assert {one["response"] for one in timeline(lead)["touches"]} == {"Answer", "Attempt", None}


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"kind": "Call Made", "response": "Answer"}, "Say in Notes how the lead was answered"),
		(
			{"kind": "Call Received", "response": "Answer", "notes": REASON},
			"Call Received can neither answer",
		),
		({"kind": "Rep's Note", "response": "Attempt"}, "can neither answer"),
		({"kind": "Call Made", "response": "Maybe"}, "must be one of: Answer, Attempt"),
		({"kind": "Call Made", "notes": "x" * 501}, "at most 500"),
	],
	ids=str,
)
def test_what_is_added_and_cannot_answer(lead, fields, told):
	with pytest.raises(frappe.ValidationError, match=told):
		add(lead, **fields)


def test_which_kinds_may_answer():
	told = {kind["name"]: kind["may_answer"] for kind in kinds()}
	assert {name for name, may in told.items() if may} >= {
		*("Call Made", "E-Mail Sent", "Message Sent", "Meeting", "Discovery Call"),
	}
	assert not any(told[name] for name in ("Webinar", "Call Received", "Rep's Note", "Opportunity Made"))
	assert not {"Answer Entered", "Call Attempt"} & told.keys()
