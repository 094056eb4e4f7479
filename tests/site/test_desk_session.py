"""Whose session a page of the desk still has, asked over HTTP."""

from __future__ import annotations

import requests

from tests.bench.people import REP

ASK = "/api/method/lead_intelligence.api.desk_session.current"


def test_who_is_signed_in_is_told_with_the_token_of_the_session(live_site):
	session = live_site.signed_in(REP)
	told = session.get(ASK).json()["message"]
	assert told["user"] == REP.user
	assert len(told["now"]) == len("2026-01-01 00:00:00")
	assert told["csrf_token"]
	assert session.get(ASK).json()["message"]["csrf_token"] == told["csrf_token"]
	note = {"X-Frappe-CSRF-Token": told["csrf_token"]}
	method = "/api/method/lead_intelligence.api.lead_desk.queue"
	assert session.post(method, json={}, headers=note).status_code == 200
	assert session.post(method, json={}).status_code == 400


def test_a_guest_is_told_nothing_but_that(live_site):
	answer = requests.get(live_site.url + ASK, timeout=120)
	assert answer.json()["message"] == {"user": "Guest", "csrf_token": None, "now": None}
	gone = requests.get(live_site.url + ASK, cookies={"sid": "0" * 56}, timeout=120)
	assert gone.json()["message"]["user"] == "Guest"


def test_it_is_only_read(live_site):
	assert requests.post(live_site.url + ASK, timeout=120).status_code == 403
