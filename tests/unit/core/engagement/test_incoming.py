"""A touch that someone outside reports is taken as it is meant, or refused in a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.engagement.incoming import FIELDS, IncomingTouch, TouchRefused, read_touch

NOW = datetime(2026, 3, 31, 12, 0)
KINDS = {"webinar": "Webinar", "online seminar": "Webinar", "chat": "Chat"}
PARIS = timezone(timedelta(hours=2))


def read(**fields: object) -> IncomingTouch:
	return read_touch({"kind": "Chat", **fields}, KINDS, NOW, lambda moment: moment.astimezone(PARIS))


def refusal(**fields: object) -> tuple[str, str | None]:
	with pytest.raises(TouchRefused) as refused:
		read(**fields)
	assert str(refused.value)
	return refused.value.type, refused.value.field


@pytest.mark.parametrize("kind", ["Webinar", "webinar", " WEBINAR ", "Online Seminar"])
def test_a_kind_is_known_by_any_of_its_names(kind):
	assert read(kind=kind).kind == "Webinar"


@pytest.mark.parametrize(
	("text", "moment"),
	[
		("2026-03-30T14:05:00", datetime(2026, 3, 30, 14, 5)),
		("2026-03-30 14:05:00.123", datetime(2026, 3, 30, 14, 5, 0, 123_000)),
		("2026-03-30", datetime(2026, 3, 30)),
		("2026-03-30T14:05:00Z", datetime(2026, 3, 30, 16, 5)),
		("2026-03-30T14:05:00+02:00", datetime(2026, 3, 30, 14, 5)),
		("2026-03-31T12:05:00", datetime(2026, 3, 31, 12, 5)),
		("1970-01-01", datetime(1970, 1, 1)),
	],
)
def test_moments_are_local(text, moment):
	assert read(happened_at=text).happened_at == moment


@pytest.mark.parametrize("text", ["2026-03-31T12:05:01", "2026-03-31T10:06:00Z"])
def test_the_future_is_not_yet(text):
	assert refusal(happened_at=text) == ("in_the_future", "happened_at")


def test_nobody_knows_of_what_was_before():
	assert refusal(happened_at="1969-12-31T23:59:59") == ("too_long_ago", "happened_at")


def test_an_address_is_small_and_without_blanks():
	assert read(email=" Ada@Analytical.Example ").email == "ada@analytical.example"


@pytest.mark.parametrize(
	"email", ["ada", "ada@", "@a.b", "a b@c.de", "a@b", "<a@b.cd>", "a@b.cd,e@f.gh", "a@b..cd."]
)
def test_what_is_no_address(email):
	assert refusal(email=email) == ("bad_email", "email")


def test_a_subject_is_cut():
	touch = read(subject="x" * 501)
	assert (touch.subject, touch.subject_cut) == ("x" * 500, True)
	assert read(subject="x" * 500).subject_cut is False
	assert refusal(subject="x" * 10_001) == ("too_long", "subject")


@pytest.mark.parametrize(
	("value", "meant"), [("true", True), ("1", True), (1, True), ("", False), (None, False)]
)
def test_yes_and_no_as_forms_say_it(value, meant):
	assert read(create=value).create is meant


@pytest.mark.parametrize("response", ["answer", "Answer", " ANSWER "])
def test_what_answers_a_lead_says_so(response):
	touch = read(response=response, answered_by="Rosa@Atelier.example")
	assert (touch.response, touch.answered_by) == ("Answer", "rosa@atelier.example")
	assert read(response="attempt").response == "Attempt"
	assert read().response is read().answered_by is None


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"response": "maybe"}, ("unknown_value", "response")),
		({"response": True}, ("not_text", "response")),
		({"answered_by": "rosa@atelier.example"}, ("missing", "response")),
		({"response": "answer", "answered_by": "Rosa"}, ("bad_email", "answered_by")),
		({"response": "answer", "answered_by": 5}, ("not_text", "answered_by")),
	],
)
def test_what_is_no_response(fields, told):
	assert refusal(**fields) == told


def test_html_is_text():
	assert read(subject="<b>bold</b>").subject == "<b>bold</b>"


_JSON = st.recursive(
	st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet=st.characters()),
	lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
	max_leaves=5,
)


@given(_JSON | st.dictionaries(st.sampled_from(FIELDS) | st.text(), _JSON))
def test_anything_is_read_or_refused(data):
	try:
		touch = read_touch(data, KINDS, NOW, lambda moment: moment.astimezone(PARIS))
	except TouchRefused as refused:
		refused.problem.text().encode()
	else:
		assert touch.kind in KINDS.values()
