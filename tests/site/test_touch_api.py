"""Touches that other programs send, over real HTTP."""

from datetime import datetime, timedelta

import frappe
import pytest
import requests
from frappe.utils import now_datetime

from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.touch_builders import rows_of
from tests.site.touch_senders import METHOD, Program, a_program, set_limits

LONG_AGO = "2024-05-14T12:00:00"
ANSWER = {"kind": "Call Made", "response": "answer"}


@pytest.fixture(scope="module")
def program(live_site):
	set_limits(live_site, most_touches_a_minute=1_000_000, most_website_touches_a_minute=1_000_000)
	yield a_program(live_site)
	set_limits(live_site, most_touches_a_minute=6000, most_website_touches_a_minute=600)


@pytest.fixture
def lead(live_site):
	return live_site.run(lambda: a_lead(email_id=f"{key()}@analytical.example").name)


def key() -> str:
	return frappe.generate_hash(length=12)


def a_touch(**fields) -> dict:
	return {"kind": "Webinar", "happened_at": LONG_AGO, "idempotency_key": key(), **fields}


def rows(live_site, lead: str) -> list[dict]:
	return live_site.run(rows_of, lead)


def email_of(live_site, lead: str) -> str:
	return live_site.run(lambda: frappe.db.get_value("Lead", lead, "email_id"))


def test_a_touch_is_recorded_and_named(live_site, program, lead):
	answer = program.send(**a_touch(lead=lead, subject="Pumps", campaign="Spring", source="Exhibition"))
	(row,) = rows(live_site, lead)
	assert answer == {"status": "recorded", "lead": lead, "touch": str(row.name)}
	assert (row.subject, row.campaign, row.source, row.origin) == (
		"Pumps",
		"Spring",
		"Exhibition",
		"Fairs and Events",
	)
	assert (row.signal, str(row.happened_at)) == ("Interest", "2024-05-14 12:00:00")
	assert row.author == "crm-bridge@programs.example"


def test_the_same_key_counts_once(live_site, program, lead):
	touch = a_touch(lead=lead)
	assert [program.send(**touch)["status"] for _ in range(2)] == ["recorded", "duplicate"]
	answer = program.send_all([touch, a_touch(lead=lead), touch])
	assert [result["status"] for result in answer["results"]] == ["duplicate", "recorded", "duplicate"]
	assert (answer["recorded"], answer["duplicate"], answer["refused"]) == (1, 2, 0)
	assert len(rows(live_site, lead)) == 2


def test_keys_that_differ_in_capitals_are_two(live_site, program, lead):
	for one in ("abc", "ABC"):
		assert program.send(**a_touch(lead=lead, idempotency_key=f"{lead}{one}"))["status"] == "recorded"


def test_keys_are_the_callers_own(live_site, program, lead):
	touch = a_touch(lead=lead)
	other = a_program(live_site, "another")
	assert [p.send(**touch)["status"] for p in (program, other)] == ["recorded", "recorded"]


def test_the_good_ones_of_a_batch_are_kept(live_site, program, lead):
	good = a_touch(lead=lead)
	bad = [a_touch(lead=lead, kind="Telepathy"), "no touch", None, 5, [], a_touch(lead="no such lead"), {}]
	answer = program.send_all([*bad, good])
	assert [result["status"] for result in answer["results"]] == ["refused"] * 7 + ["recorded"]
	assert len(rows(live_site, lead)) == 1


@pytest.mark.parametrize(
	("fields", "type_", "field"),
	[
		({"kind": None}, "missing", "kind"),
		({"kind": "Telepathy"}, "unknown_kind", "kind"),
		({"kind": 5}, "not_text", "kind"),
		({"kind": {"like": "%"}}, "not_text", "kind"),
		({"lead": "no such lead"}, "no_such_lead", "lead"),
		({"lead": ["like", "%"]}, "not_text", "lead"),
		({"lead": None}, "missing", "lead"),
		({"lead": None, "email": "no address"}, "bad_email", "email"),
		({"lead": None, "email": "nobody@nowhere.example"}, "no_such_lead", "email"),
		({"lead": None, "phone": "no number"}, "bad_phone", "phone"),
		({"lead": None, "phone": "+33199009999"}, "no_such_lead", "phone"),
		({"idempotency_key": None}, "missing", "idempotency_key"),
		({"idempotency_key": "x" * 141}, "too_long", "idempotency_key"),
		({"happened_at": "yesterday"}, "bad_time", "happened_at"),
		({"happened_at": "2024-13-01"}, "bad_time", "happened_at"),
		({"happened_at": 1715688000}, "not_text", "happened_at"),
		({"happened_at": "0001-01-01T00:00:00+14:00"}, "bad_time", "happened_at"),
		({"happened_at": "9999-12-31T23:59:59-14:00"}, "bad_time", "happened_at"),
		({"happened_at": "1969-12-31T23:59:59"}, "too_long_ago", "happened_at"),
		({"happened_at": "2999-01-01T00:00:00"}, "in_the_future", "happened_at"),
		({"subject": "x" * 1_000_000}, "too_long", "subject"),
		({"subject": ["x"]}, "not_text", "subject"),
		({"signal": "Love"}, "unknown_value", "signal"),
		({"direction": "Sideways"}, "unknown_value", "direction"),
		({"create": "perhaps"}, "not_true_or_false", "create"),
		({"happend_at": LONG_AGO}, "unknown_field", "happend_at"),
		({"\ud800": 1}, "unknown_field", " "),
		({"source": "x" * 141}, "too_long", "source"),
		({"kind": "Call Made", "response": "perhaps"}, "unknown_value", "response"),
		({"kind": "Call Made", "answered_by": REP.user}, "missing", "response"),
		({"response": "answer"}, "not_an_answer", "response"),
		({"kind": "Meeting", "direction": "Inbound", "response": "answer"}, "not_an_answer", "response"),
		({**ANSWER, "answered_by": "Rosa"}, "bad_email", "answered_by"),
		({**ANSWER, "answered_by": "nobody@nowhere.example"}, "no_such_user", "answered_by"),
		({**ANSWER, "answered_by": "crm-bridge@programs.example"}, "no_such_user", "answered_by"),
	],
	ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said(live_site, program, lead, fields, type_, field):
	touch = a_touch(**{"lead": lead, **fields})
	answer = program.post(touch)
	assert answer.status_code == 422, answer.text[-2000:]
	error = answer.json()["message"]["error"]
	assert (error["type"], error["field"]) == (type_, field)
	assert error["message"].endswith((".", "Z"))
	assert rows(live_site, lead) == []
	assert program.send_all([touch])["results"][0]["error"] == error


def test_an_answer_outside_the_desk_is_posted_with_who_gave_it(live_site, program, lead):
	program.send(**a_touch(lead=lead, **ANSWER, answered_by=REP.user.upper()))
	program.send(**a_touch(lead=lead, kind="Call Made", response="attempt"))
	assert [(row.response, row.author, str(row.happened_at)) for row in rows(live_site, lead)] == [
		("Answer", REP.user, "2024-05-14 12:00:00"),
		("Attempt", "crm-bridge@programs.example", "2024-05-14 12:00:00"),
	]


def test_an_answer_by_a_clock_that_is_ahead_is_of_now(live_site, program, lead):
	ahead = live_site.run(now_datetime) + timedelta(minutes=4)
	program.send(**a_touch(lead=lead, **ANSWER) | {"happened_at": ahead.isoformat()})
	(row,) = rows(live_site, lead)
	assert row.happened_at <= live_site.run(now_datetime)


def test_a_user_who_is_disabled_answers_nobody(live_site, program, lead):
	def enable(value: int) -> None:
		frappe.db.set_value("User", SECOND_REP.user, "enabled", value)
		frappe.clear_document_cache("User", SECOND_REP.user)

	live_site.run(enable, 0)
	try:
		answer = program.send(**a_touch(lead=lead, **ANSWER, answered_by=SECOND_REP.user))
		assert answer["error"]["type"] == "no_such_user"
		assert SECOND_REP.user in answer["error"]["message"]
	finally:
		live_site.run(enable, 1)


def test_an_unknown_kind_is_answered_with_the_known_ones(program, lead):
	message = program.send(**a_touch(lead=lead, kind="Telepathy"))["error"]["message"]
	assert "'Telepathy'" in message
	assert "Content Download" in message


@pytest.mark.parametrize(
	("content", "status", "type_"),
	[
		({"touches": {}}, 422, "not_a_list"),
		({"touches": "[broken"}, 422, "not_a_list"),
		({"touches": "[" * 100_000}, 422, "not_a_list"),
		({"touches": 5}, 422, "not_a_list"),
		({"touches": [{}] * 501}, 413, "too_many"),
	],
	ids=lambda value: str(value)[:30],
)
def test_a_batch_that_is_none(program, content, status, type_):
	answer = program.post(content)
	assert answer.status_code == status
	assert answer.json()["message"]["error"]["type"] == type_


def test_an_empty_batch_is_nothing(program):
	assert program.send_all([]) == {"recorded": 0, "duplicate": 0, "refused": 0, "results": []}


def test_a_form_can_be_sent_as_a_form(live_site, program, lead):
	headers = {"Authorization": f"token {program.key}"}
	answer = requests.post(live_site.url + METHOD, data=a_touch(lead=lead), headers=headers)
	assert answer.json()["message"]["status"] == "recorded"


def test_a_long_subject_is_cut_with_a_note(live_site, program, lead):
	answer = program.send(**a_touch(lead=lead, subject="é" * 600))
	assert answer["notes"] == ["The subject was cut to 500 characters."]
	assert rows(live_site, lead)[0].subject == "é" * 500


def test_html_and_odd_characters_are_text(live_site, program, lead):
	subject = "<img src=x onerror=alert(1)> \x00\ud800😀 'quoted'; -- %s"
	assert program.send(**a_touch(lead=lead, subject=subject))["status"] == "recorded"
	assert rows(live_site, lead)[0].subject == "<\u2060img src=x onerror=alert(1)>   😀 'quoted'; -- %s"


def test_moments_with_an_offset_become_local(live_site, program, lead):
	zone = live_site.run(lambda: frappe.utils.data.convert_utc_to_system_timezone(datetime(2024, 5, 14, 10)))
	for text in ("2024-05-14T10:00:00Z", "2024-05-14T12:00:00+02:00", "2024-05-14T05:00:00.000-05:00"):
		program.send(**a_touch(lead=lead, happened_at=text))
	assert {row.happened_at for row in rows(live_site, lead)} == {zone.replace(tzinfo=None)}


def test_a_clock_that_is_a_little_fast_is_forgiven(live_site, program, lead):
	now = live_site.run(frappe.utils.now_datetime)
	soon, later = (str(now + timedelta(minutes=minutes)) for minutes in (3, 9))
	assert program.send(**a_touch(lead=lead, happened_at=soon))["status"] == "recorded"
	assert program.send(**a_touch(lead=lead, happened_at=later))["status"] == "refused"


def test_without_a_moment_it_is_now(live_site, program, lead):
	program.send(**a_touch(lead=lead, happened_at=None))
	(row,) = rows(live_site, lead)
	assert abs(row.happened_at - row.recorded_at) < timedelta(minutes=1)


@pytest.mark.parametrize("who", [{}, {"Authorization": "token wrong:wrong"}])
def test_a_stranger_is_turned_away(live_site, lead, who):
	answer = requests.post(live_site.url + METHOD, json=a_touch(lead=lead), headers=who)
	assert answer.status_code == 401
	assert rows(live_site, lead) == []


def test_a_user_without_the_role_is_turned_away(live_site, lead):
	answer = a_program(live_site, "nosy", roles=()).post(a_touch(lead=lead))
	assert (answer.status_code, answer.json()["message"]["error"]["type"]) == (403, "not_permitted")
	assert live_site.signed_in("Sales User").post(METHOD, json=a_touch(lead=lead)).status_code == 403


def test_a_link_records_nothing(live_site, program, lead):
	headers = {"Authorization": f"token {program.key}"}
	answer = requests.get(live_site.url + METHOD, params=a_touch(lead=lead), headers=headers)
	assert answer.status_code == 403


def test_whoever_sends_too_much_waits(live_site, lead):
	hasty = a_program(live_site, "hasty")
	set_limits(live_site, most_touches_a_minute=10)
	try:
		assert hasty.post({"touches": [a_touch(lead=lead)] * 8}).status_code == 200
		# At the turn of a minute the count begins anew: then it is the next that is too much.
		answers = [hasty.post({"touches": [a_touch(lead=lead)] * 8}) for _ in range(2)]
		answer = next(one for one in answers if one.status_code == 429)
		error = answer.json()["message"]["error"]
		assert error["type"] == "too_fast"
		assert 0 < error["retry_after"] <= 60
		assert a_program(live_site, "calm").post(a_touch(lead=lead)).status_code == 200
	finally:
		set_limits(live_site, most_touches_a_minute=1_000_000)


def test_what_goes_wrong_with_us_is_no_traceback(live_site, program, lead):
	def break_it() -> None:
		frappe.db.sql_ddl("rename table `tabLead Touch` to `tabLead Touch Away`")

	def mend() -> None:
		frappe.db.sql_ddl("rename table `tabLead Touch Away` to `tabLead Touch`")

	touch = a_touch(lead=lead)
	live_site.run(break_it)
	try:
		answer = program.post(touch)
	finally:
		live_site.run(mend)
	assert (answer.status_code, answer.json()["message"]["error"]["type"]) == (503, "try_again")
	assert "exc" not in answer.json()
	assert program.send(**touch)["status"] == "recorded"


def test_a_program_that_is_unknown_to_no_one(live_site):
	assert Program(live_site.url, "x:y").post({}).status_code == 401
