"""What the dashboard looks like with whatever the server could answer."""

from __future__ import annotations

import pytest

from tests.bench.people import MANAGER, Person, hire
from tests.browser.accessibility import assert_accessible
from tests.browser.dashboard_answers import API, Answers
from tests.browser.dashboard_pages import card, chosen_before, open_dashboard, picture_of, whole
from tests.browser.desk import PHONE, WIDE
from tests.browser.report_pages import fits, words

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
NOBODY = "**/api/method/frappe.client.get_list?doctype=Lead*"
KEEPER_OF_THE_BOOKS = Person("odile@atelier-lumiere.example", "Odile", "Garnier", ("Accounts User",))
NASTY = "<img src=x onerror=document.body.dataset.hacked=1> & Co"


@SIZES
def test_alarms_figures_and_pictures(page_as, size):
	desk = page_as("Sales Manager", size=size)
	Answers(desk.page)
	board = open_dashboard(desk)
	board.locator("[data-chart=grade_mix] svg").wait_for()
	picture_of(desk, f"dashboard-{size['width']}")
	assert fits(desk, size)
	assert_accessible(desk, ".li-dashboard")


def test_a_change_is_told_by_an_arrow_a_number_and_a_word(page_as):
	desk = page_as("Sales Manager")
	Answers(desk.page)
	open_dashboard(desk)
	told = {
		"new_leads": "New Leads 412 ▲ +12 % better before: 368",
		"mql": "MQL 127 ▼ −3 % worse before: 131",
		"sql": "SQL 48 ■ as before before: 48",
		"customers": "New Customers 9 ▲ +4 better before: 5",
		"treatment_rate": "Treatment Rate 62,4 % ▼ −8,6 points worse before: 71 % · of 380",
		"response_median": "Median Working Time 47 min ▼ −48 min better before: 1 h 35 min · of 301",
		"in_time_rate": "Answered in Time 88,2 % nothing to compare with of 301",
		"late_now": "Late Now 14 at this moment",
	}
	assert {name: card(desk, name).replace("\xa0", " ") for name in told} == told


def test_the_worst_alarms_come_first_and_many_are_folded(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	[source] = answers.parts["origins"]["alarms"]
	answers.parts["leads"]["alarms"] = [{**source, "name": f"more-{place}"} for place in range(3)]
	board = open_dashboard(desk)
	alarms = board.locator(".li-board-alarm")
	assert alarms.count() == 4
	assert [one.get_attribute("data-alarm") for one in alarms.all()[:2]] == ["treatment", "late"]
	board.get_by_role("button", name="Show 3 More").click()
	assert alarms.count() == 7
	assert words(alarms.first).startswith("! Alarm: Sales has worked 237")


def test_an_alarm_leads_to_the_leads_it_is_about(page_as):
	desk = page_as("Sales Manager")
	Answers(desk.page)
	board = open_dashboard(desk)
	link = board.locator("[data-alarm=late] a")
	assert link.get_attribute("href").startswith("/app/lead?li_due_at=")
	link.click()
	desk.page.locator(".list-row-container:visible, .no-result:visible").first.wait_for()
	filters = "() => cur_list.filter_area.get().map((filter) => filter.slice(1, 3))"
	desk.until(lambda: desk.page.evaluate(filters) == [["li_due_at", "<"]])


def test_nothing_out_of_order(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	for part in answers.parts.values():
		part["alarms"] = []
	board = open_dashboard(desk)
	board.get_by_text("Nothing is out of order.").wait_for()


def test_what_fails_is_said_and_the_others_stand(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	answers.fails = {"handovers"}
	board = open_dashboard(desk)
	said = "Some of the figures could not be worked out. The server answered with error 500."
	board.get_by_text(said).wait_for()
	assert board.locator("[data-card=new_leads]").is_visible()
	assert not board.locator("[data-card=treatment_rate]").count()
	# What is not known may be out of order.
	assert not board.get_by_text("Nothing is out of order.").count()
	desk.screenshot("dashboard-failed")
	assert_accessible(desk, ".li-dashboard")
	answers.fails, asked = set(), len(answers.asked)
	board.get_by_role("button", name="Try Again").click()
	board.locator("[data-card=treatment_rate]").wait_for()
	whole(desk)
	assert len(answers.asked) == asked + 1
	assert not board.get_by_role("button", name="Try Again").count()
	desk.errors.clear()


def test_what_was_known_stays_when_it_cannot_be_refreshed(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	board = open_dashboard(desk)
	answers.fails = set(answers.parts)
	board.get_by_role("button", name="Refresh").click()
	board.get_by_text("The dashboard could not be refreshed. It shows how things stood").wait_for()
	assert board.locator("[data-card=new_leads]").is_visible()
	desk.errors.clear()


def test_without_any_lead_it_says_what_to_do(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	answers.parts.clear()
	desk.page.route(NOBODY, lambda route: route.fulfill(json={"message": []}))
	board = open_dashboard(desk)
	board.get_by_text("There are no leads yet.").wait_for()
	desk.screenshot("dashboard-empty")
	assert_accessible(desk, ".li-dashboard")
	board.get_by_role("button", name="Add a Lead").click()
	desk.page.wait_for_url("**/app/lead/new-lead-*")


def test_where_nothing_has_happened_a_longer_time_is_offered(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	parts = dict(answers.parts)
	answers.parts.clear()
	desk.page.route(NOBODY, lambda route: route.fulfill(json={"message": [{"name": "CRM-LEAD-1"}]}))
	board = open_dashboard(desk)
	board.get_by_text("Nothing has happened in these days.").wait_for()
	answers.parts.update(parts)
	board.get_by_role("button", name="Look at a Longer Time").click()
	board.locator("[data-card=new_leads]").wait_for()
	assert answers.asked[-1]["span"] == "last_365_days"


def test_it_says_that_figures_are_on_their_way(page_as):
	desk = page_as("Sales Manager")
	held = []
	desk.page.route(API, lambda route: held.append(route))
	desk.page.goto("/app/lead-intelligence")
	board = desk.page.locator(".li-dashboard[aria-busy=true]")
	board.locator(".li-board-bone").first.wait_for()
	desk.screenshot("dashboard-loading")
	# Each part is asked for by itself.
	desk.until(lambda: len(held) == 6)
	for route in held:
		route.abort()
	desk.page.get_by_text("The server cannot be reached.").wait_for()
	desk.errors.clear()


def test_what_may_be_pressed_stays_while_the_parts_answer_one_by_one(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	board = open_dashboard(desk)
	refresh = board.get_by_role("button", name="Refresh")
	refresh.evaluate("(button) => { button.dataset.isTheSame = 1; }")
	answers.head["as_of"] = "2026-11-26 16:45:00"
	for second, part in enumerate(answers.parts.values()):
		part["as_of"] = f"2026-11-26 16:45:{second:02}"
	refresh.click()
	whole(desk)
	board.locator(".li-board-tools").get_by_text(":45").wait_for()
	assert refresh.get_attribute("data-is-the-same") == "1"


def test_a_choice_that_is_there_no_more_is_forgotten(page_as):
	desk = page_as("Sales Manager")
	chosen_before(desk, MANAGER, span="last_5_days", company="Nobody & Sons")
	board = open_dashboard(desk)
	assert board.get_by_role("button", name="Last 30 Days").get_attribute("aria-pressed") == "true"
	assert not board.locator(".li-notice").count()
	desk.errors.clear()


def test_figures_that_have_grown_old_are_asked_for_again_when_somebody_comes_back(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	open_dashboard(desk)
	asked = len(answers.asked)
	come_back = "document.dispatchEvent(new Event('visibilitychange'))"
	desk.page.evaluate(come_back)
	desk.wait()
	assert len(answers.asked) == asked
	grow_old = "document.querySelector('.li-dashboard').parentElement.li_dashboard.asked_at = 0"
	desk.page.evaluate(f"() => {{ {grow_old}; {come_back}; }}")
	whole(desk)
	assert len(answers.asked) == 2 * asked


def test_what_others_have_written_is_no_markup(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page, companies=["Atelier Lumière", NASTY])
	answers.parts["handovers"]["alarms"][0]["sentence"] = NASTY
	answers.parts["leads"]["charts"][0]["labels"][0] = NASTY
	answers.parts["origins"]["charts"][0]["datasets"][0]["name"] = NASTY
	board = open_dashboard(desk)
	assert NASTY in board.inner_text()
	assert desk.page.evaluate("() => document.body.dataset.hacked") is None


def test_who_may_read_no_lead_has_no_dashboard(page_as, live_site):
	live_site.run(hire, KEEPER_OF_THE_BOOKS)
	desk = page_as(KEEPER_OF_THE_BOOKS)
	answers = Answers(desk.page)
	desk.open("/app/lead-intelligence")
	desk.page.locator(".custom-block-widget-box").wait_for(state="attached")
	assert not desk.page.locator(".li-dashboard").count()
	assert not answers.asked


def test_all_of_it_is_reached_by_keyboard(page_as):
	desk = page_as("Sales Manager")
	Answers(desk.page)
	board = open_dashboard(desk)
	board.get_by_role("button", name="Refresh").focus()
	order = []
	for _key in range(6):
		desk.page.keyboard.press("Tab")
		order.append(desk.page.evaluate("() => document.activeElement.dataset.liFocus"))
	assert order[:3] == ["alarm treatment", "alarm late", "alarm source"]
	assert order[4:] == ["card new_leads", "card mql"]
	desk.page.keyboard.press("Enter")
	desk.page.wait_for_url("**/app/query-report/**")


def test_it_is_read_in_the_dark_too(page_as):
	desk = page_as("Sales Manager")
	Answers(desk.page)
	open_dashboard(desk)
	desk.page.evaluate("() => document.documentElement.setAttribute('data-theme', 'dark')")
	picture_of(desk, "dashboard-dark")


LISTS = {
	"late": ("Lead", [["Lead", "li_due_at", "<", "2026-11-26 16:40:00"]]),
	"source": ("Lead", [["Lead", "source", "is", "not set"], ["Lead", "company", "=", "Atelier Lumière"]]),
	"acceptance": (
		"Lead Handover",
		[
			["Lead Handover", "status", "in", "Waiting,Lapsed"],
			["Lead Handover", "due_at", "<", "2026-11-26 16:40:00"],
		],
	),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("in_new_tab", [False, True], ids=["here", "in a new tab"])
def test_a_list_opens_with_what_the_alarm_is_about(page_as, name, in_new_tab):
	doctype, filters = LISTS[name]
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	alarm = answers.parts["handovers"]["alarms"][0]
	alarm["target"] = {"kind": "list", "name": doctype, "filters": filters}
	board = open_dashboard(desk)
	link = board.locator("[data-alarm=treatment] a")
	if in_new_tab:
		desk.open(link.get_attribute("href"))
	else:
		link.click()
	desk.page.wait_for_function(
		"(doctype) => window.cur_list && cur_list.doctype === doctype && cur_list.filter_area", arg=doctype
	)
	expected = sorted(str(_as_filtered(row)) for row in filters)
	found = "() => cur_list.filter_area.get().map((filter) => filter.slice(1, 4))"
	desk.until(lambda: sorted(map(str, desk.page.evaluate(found))) == expected)


def _as_filtered(row: list[str]) -> list[object]:
	_doctype, field, operator, value = row
	return [field, operator, value.split(",") if operator == "in" else value]


def test_the_last_choice_counts_whichever_answer_comes_last(page_as):
	desk = page_as("Sales Manager")
	answers = Answers(desk.page)
	board = open_dashboard(desk)
	held = []
	desk.page.route(
		API, lambda route: held.append(route) if "last_7_days" in route.request.url else route.fallback()
	)
	board.get_by_role("button", name="Last 7 Days").click()
	desk.page.wait_for_function("() => document.querySelector('.li-board-bone')")
	answers.parts["leads"]["cards"][0]["value"] = 999
	board.get_by_role("button", name="Last 90 Days").click()
	board.locator("[data-card=new_leads]").get_by_text("999").wait_for()
	answers.parts["leads"]["cards"][0]["value"] = 7
	for route in held:
		answers.answer(route)
	whole(desk)
	assert "999" in card(desk, "new_leads")
	assert board.get_by_role("button", name="Last 90 Days").get_attribute("aria-pressed") == "true"


def test_it_fits_a_tablet(page_as):
	size = {"width": 820, "height": 1180}
	desk = page_as("Sales Manager", size=size)
	Answers(desk.page, companies=["Atelier Lumière", "Cristallerie du Nord"])
	open_dashboard(desk)
	picture_of(desk, "dashboard-tablet")
	assert fits(desk, size)
