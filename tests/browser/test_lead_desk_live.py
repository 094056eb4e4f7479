"""What others do is shown on the desk of a rep by itself: told by the server, or asked for where it cannot tell."""

from __future__ import annotations

import re

import pytest

from tests.bench.people import SECOND_REP
from tests.browser.desk_leads import a_lead_of, a_new_rep, names, open_desk, row
from tests.browser.hearing import until_live

pytestmark = pytest.mark.own_context  # whose clock is stopped
QUEUE = "**/api/method/lead_intelligence.api.lead_desk.queue*"


@pytest.fixture
def rep(live_site, model):
	return a_new_rep(live_site)


def _give(lead: str, to: str) -> None:
	import frappe

	doc = frappe.get_doc("Lead", lead)
	doc.lead_owner = to
	doc.save()
	frappe.db.commit()


def indicator(desk) -> str:
	return desk.page.locator(".page-head:visible .indicator-pill").first.inner_text()


def test_a_lead_that_is_taken_goes_from_the_desk_by_itself(page_as, live_site, rep):
	taken = live_site.run(a_lead_of, rep.user, "Ada Amiel")
	live_site.run(a_lead_of, rep.user, "Ben Bouvier")
	desk = page_as(rep)
	open_desk(desk)
	until_live(desk)
	assert set(names(desk)) == {"Ada Amiel", "Ben Bouvier"}
	live_site.run(_give, taken, SECOND_REP.user)
	row(desk, "Ada Amiel").wait_for(state="detached")
	assert names(desk) == ["Ben Bouvier"]


def test_a_lead_that_is_given_comes_by_itself(page_as, live_site, rep):
	lead = live_site.run(a_lead_of, SECOND_REP.user, "Chloe Carre")
	live_site.run(a_lead_of, rep.user, "Ben Bouvier")
	desk = page_as(rep)
	open_desk(desk)
	until_live(desk)
	live_site.run(_give, lead, rep.user)
	row(desk, "Chloe Carre").wait_for()


def a_desk_without_a_socket(page_as, live_site, rep):
	"""With a lead that may be taken away."""
	taken = live_site.run(a_lead_of, rep.user, "Ada Amiel")
	live_site.run(a_lead_of, rep.user, "Ben Bouvier")
	desk = page_as(rep)
	desk.page.route(re.compile("/socket.io/"), lambda route: route.abort())
	desk.page.clock.install()
	open_desk(desk)
	return desk, taken


def test_without_a_socket_the_desk_asks(page_as, live_site, rep):
	desk, taken = a_desk_without_a_socket(page_as, live_site, rep)
	page = desk.page
	assert indicator(desk) != "Live Now"
	live_site.run(_give, taken, SECOND_REP.user)
	page.clock.fast_forward(5_000)
	desk.wait()
	assert row(desk, "Ada Amiel").count() == 1
	page.clock.fast_forward(26_000)
	row(desk, "Ada Amiel").wait_for(state="detached")
	desk.errors.clear()


def test_a_look_that_is_never_answered_is_given_up_for_another(page_as, live_site, rep):
	desk, taken = a_desk_without_a_socket(page_as, live_site, rep)
	page = desk.page
	unanswered = []
	page.route(QUEUE, lambda route: unanswered.append(route), times=1)
	live_site.run(_give, taken, SECOND_REP.user)
	page.clock.fast_forward(31_000)
	desk.until(lambda: bool(unanswered))
	page.clock.fast_forward(31_000)
	row(desk, "Ada Amiel").wait_for(state="detached")
	unanswered[0].abort()
	desk.errors.clear()


def test_time_alone_moves_a_lead_without_being_asked_for_in_between(page_as, live_site, rep):
	live_site.run(a_lead_of, rep.user, "Ada Amiel", "B", 300)
	desk = page_as(rep)
	asked = []
	desk.page.on(
		"request", lambda request: asked.append(request.url) if "lead_desk.queue" in request.url else None
	)

	def in_two_seconds(route) -> None:
		answer = route.fetch()
		told = answer.json()
		second = int(told["message"]["server_now"][-2:])
		told["message"]["next_change_at"] = told["message"]["server_now"][:-2] + f"{min(59, second + 2):02}"
		route.fulfill(response=answer, json=told)

	desk.page.route(QUEUE, in_two_seconds, times=1)
	page = open_desk(desk)
	desk.until(lambda: len(asked) > 1)
	page.wait_for_timeout(3000)
	assert len(asked) == 2


def test_nothing_is_asked_for_while_nobody_looks(page_as, live_site, rep):
	live_site.run(a_lead_of, rep.user, "Ada Amiel")
	desk = page_as(rep)
	desk.page.clock.install()
	page = open_desk(desk)
	asked = []
	page.on(
		"request", lambda request: asked.append(request.url) if "lead_desk.queue" in request.url else None
	)
	hide = "(is_hidden) => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => is_hidden }); document.dispatchEvent(new Event('visibilitychange')); }"
	page.evaluate(hide, True)
	page.clock.fast_forward(200_000)
	page.wait_for_timeout(500)
	assert asked == []
	page.evaluate(hide, False)
	page.clock.fast_forward(4000)
	page.wait_for_function("() => true")
	desk.wait()
	assert len(asked) == 1
