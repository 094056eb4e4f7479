"""What a website may do with a token, and what others may do with it."""

import time

import frappe
import pytest

from lead_intelligence.core.engagement.website_token import WebsiteToken
from tests.bench.people import REP
from tests.site.builders import a_lead
from tests.site.touch_builders import rows_of
from tests.site.touch_senders import a_program, a_token, from_website, set_limits

SITE = "https://www.lumiere.example"


@pytest.fixture(scope="module", autouse=True)
def no_limits(live_site):
	set_limits(live_site, most_website_touches_a_minute=1_000_000)
	yield
	set_limits(live_site, most_website_touches_a_minute=600)


@pytest.fixture
def email():
	return f"{frappe.generate_hash(length=10).lower()}@visitor.example"


@pytest.fixture
def lead(live_site, email):
	return live_site.run(lambda: a_lead(email_id=email).name)


def rows(live_site, lead: str) -> list[dict]:
	return live_site.run(rows_of, lead)


def error_of(answer) -> tuple[int, str]:
	return answer.status_code, answer.json()["message"]["error"]["type"]


def test_a_visitor_leaves_a_touch(live_site, lead, email):
	answer = from_website(live_site, a_token(live_site, source="google"), email=email, subject="Hello")
	assert answer.json()["message"] == {"status": "recorded"}
	(row,) = rows(live_site, lead)
	assert (row.kind, row.signal, row.subject, row.author) == ("Contact Form", "Intent", "Hello", "Guest")
	assert (row.source, row.origin) == ("google", "Websites, White Papers and Surveys")


def test_a_visitor_learns_nothing_about_leads(live_site, lead, email):
	token = a_token(live_site)
	known = from_website(live_site, token, email=email)
	again = from_website(live_site, token, email=email)
	unknown = from_website(live_site, token, email=f"not.{email}")
	assert known.text == again.text == unknown.text
	assert lead not in known.text


def test_what_is_sent_twice_counts_once(live_site, lead, email):
	token = a_token(live_site)
	for subject in ("Hello", "Hello", "Good-bye"):
		from_website(live_site, token, email=email, subject=subject)
	for _ in range(2):
		from_website(live_site, token, email=email, subject="Hello", idempotency_key="own")
	assert sorted(row.subject for row in rows(live_site, lead)) == ["Good-bye", "Hello", "Hello"]


def test_a_token_that_may_make_leads(live_site, email):
	answer = from_website(
		live_site, a_token(live_site, create=True), email=email, name="Eva Visit", create="true"
	)
	assert answer.json()["message"] == {"status": "recorded"}
	name = live_site.run(lambda: frappe.db.get_value("Lead", {"email_id": email}))
	assert live_site.run(lambda: frappe.db.get_value("Lead", name, "lead_owner")) in (None, "")
	assert len(rows(live_site, name)) == 1


def test_a_token_that_may_not(live_site, email):
	answer = from_website(live_site, a_token(live_site), email=email, create=True)
	assert error_of(answer) == (422, "not_allowed")
	assert not live_site.run(lambda: frappe.db.exists("Lead", {"email_id": email}))


def test_what_erpnext_says_of_leads_stays_here(live_site, email):
	answer = from_website(live_site, a_token(live_site, create=True), phone="+33612000000", create=True)
	assert answer.json()["message"]["error"]["message"] == "The lead could not be made."


def test_other_kinds_and_ids_are_not_for_websites(live_site, lead, email):
	token = a_token(live_site, "Contact Form", "Newsletter")
	assert error_of(from_website(live_site, token, kind="Meeting", email=email)) == (422, "unknown_kind")
	assert error_of(from_website(live_site, token, lead=lead)) == (422, "not_allowed")
	assert from_website(live_site, token, kind="newsletter", email=email).ok
	assert [row.kind for row in rows(live_site, lead)] == ["Newsletter"]


def test_a_token_for_one_website(live_site, lead, email):
	token = a_token(live_site, site=SITE)
	for origin in (None, "https://evil.example", f"{SITE}.evil.example", "null"):
		answer = from_website(live_site, token, origin=origin, email=email)
		assert error_of(answer) == (403, "wrong_site")
	assert from_website(live_site, token, origin=SITE, email=email).ok
	assert len(rows(live_site, lead)) == 1


def test_a_token_whose_time_is_over(live_site, lead, email):
	answer = from_website(live_site, a_token(live_site, days=-1), email=email)
	assert error_of(answer) == (401, "token_expired")
	assert rows(live_site, lead) == []


def test_tokens_that_are_none(live_site, lead, email):
	good = a_token(live_site)
	payload, signature = good.split(".")
	mine = WebsiteToken(id="x", kinds=("Meeting",), expires=int(time.time()) + 99).signed("guess")
	unsigned = mine.split(".")[0]
	wrong = [
		*(
			"",
			".",
			"x",
			"é.é",
			"\ud800",
			payload,
			f"{payload}.",
			f".{signature}",
			f"{unsigned}.{signature}",
			mine,
		),
		*(good + "x", good[:-1], good.swapcase(), "x" * 1_000_000, 5, [], {}, True, [good]),
	]
	for token in wrong:
		answer = from_website(live_site, token, email=email)
		assert error_of(answer) == (403, "wrong_token"), token
	assert rows(live_site, lead) == []


def test_whoever_changes_the_secret_ends_all_tokens(live_site, lead, email):
	token = a_token(live_site)

	def change() -> None:
		settings = frappe.get_single("Lead Intelligence Settings")
		settings.touch_token_secret = frappe.generate_hash()
		settings.save()

	live_site.run(change)
	assert error_of(from_website(live_site, token, email=email)) == (403, "wrong_token")
	assert from_website(live_site, a_token(live_site), email=email).ok


def test_a_flood_is_dammed(live_site, lead, email):
	token = a_token(live_site)
	set_limits(live_site, most_website_touches_a_minute=3)
	try:
		answers = [from_website(live_site, token, email=email, subject=str(n)).status_code for n in range(9)]
		assert 429 in answers
		assert set(answers) <= {200, 429}
		# At the turn of a minute the count begins anew: of seven, two minutes let six through.
		wrong = [error_of(from_website(live_site, "wrong", email=email)) for _ in range(7)]
		assert (429, "too_fast") in wrong
		assert set(wrong) <= {(429, "too_fast"), (403, "wrong_token")}
	finally:
		set_limits(live_site, most_website_touches_a_minute=1_000_000)
	assert len(rows(live_site, lead)) == answers.count(200)


def test_the_secret_is_shown_to_nobody(live_site):
	a_token(live_site)
	for who in ("Administrator", "Sales Manager"):
		answer = live_site.signed_in(who).get(
			"/api/resource/Lead Intelligence Settings/Lead Intelligence Settings"
		)
		assert not set(answer.json()["data"].get("touch_token_secret") or "*") - {"*"}


def test_tokens_are_issued_by_administrators(live_site, lead, email):
	method = "lead_intelligence.api.touch.issue_website_token"
	admin = live_site.signed_in("Administrator")
	issued = admin.call(method, kinds=["contact form"], days=2, site=SITE, create=True, source="google")
	assert issued["kinds"] == ["Contact Form"]
	assert from_website(live_site, issued["token"], origin=SITE, email=email).ok
	for who in ("Sales Manager", "Sales User"):
		assert (
			live_site.signed_in(who).post(f"/api/method/{method}", json={"kinds": ["Chat"]}).status_code
			== 403
		)
	for wrong in (
		{"kinds": []},
		{"kinds": ["Telepathy"]},
		{"kinds": ["Chat"], "days": 0},
		{"kinds": ["Chat"], "days": "x"},
	):
		assert 400 <= admin.post(f"/api/method/{method}", json=wrong).status_code < 500


def test_a_batch_with_a_token(live_site, lead, email):
	token = a_token(live_site)
	touches = [{"kind": "Contact Form", "email": email, "subject": text} for text in ("a", "b", "a")]
	answer = from_website(live_site, token, touches=touches)
	assert answer.json()["message"]["recorded"] == 3
	assert len(rows(live_site, lead)) == 2


@pytest.mark.parametrize("response", ["answer", "attempt"])
def test_a_website_answers_no_lead(live_site, lead, email, response):
	token = a_token(live_site, "Call Made")
	answer = from_website(
		live_site, token, kind="Call Made", email=email, response=response, answered_by=REP.user
	)
	error = answer.json()["message"]["error"]
	assert (answer.status_code, error["field"]) == (422, "response")
	assert error["message"] == "A website cannot answer a lead."
	assert rows(live_site, lead) == []


def test_a_program_is_not_a_website(live_site, lead):
	answer = a_program(live_site).send(kind="Meeting", lead=lead, idempotency_key=lead, subject="At the fair")
	assert answer["lead"] == lead
