"""Response clocks in the list of leads: what is due in words, ticking without a request, and views of what is due."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE, Desk
from tests.browser.stock import set_stored
from tests.browser.test_clock_panel import a_caller, policy
from tests.browser.test_kanban import BOARD, BROAD, card
from tests.browser.test_lead_list import row_of
from tests.browser.test_stage_list import due, view

NARROW = {"width": 1280, "height": 800}
DUE_IN = {"soon": 13.9, "late": -3.5, "weekend": -3 * 24 * 60, "tomorrow": 24 * 60}

__all__ = ["policy"]


@pytest.fixture(scope="module")
def leads(live_site, policy) -> dict[str, str]:
	found = {
		name: live_site.run(a_caller, f"{name}@due.example", minutes) for name, minutes in DUE_IN.items()
	}
	found["several"] = live_site.run(a_caller, "several@due.example", 40)
	found["paused"] = live_site.run(a_caller, "paused@due.example", 40)
	live_site.run(_more_clocks, found["several"], found["paused"])
	live_site.run(_nothing_else_is_due, list(found.values()))
	return found


def _more_clocks(several: str, paused: str) -> None:
	from frappe.utils import now_datetime

	from tests.site.running_clocks import due_in

	due_in(several, 200, "Acceptance")
	due_in(paused, 40, paused_since=now_datetime())


def _nothing_else_is_due(leads: list[str]) -> None:
	import frappe

	nothing = {"li_due_at": None, "li_clocks": None}
	frappe.db.set_value("Lead", {"name": ("not in", leads)}, nothing, update_modified=False)
	for lead in leads:
		set_stored(lead, company_name=f"Verrerie {lead[-3:]}")


def pill(desk: Desk, lead: str):
	return row_of(desk, lead).locator(".li-clock-pill:visible")


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["narrow", "phone"])
def test_the_list_says_what_is_due_and_shows_it_by_itself(page_as, leads, size):
	desk = page_as("Sales User", size=size)
	desk.open("/app/lead")
	assert due(desk, leads["soon"]) in [f"Answer in {minutes} min" for minutes in range(10, 15)]
	assert due(desk, leads["late"]) in [f"Answer late by {minutes} min" for minutes in range(3, 8)]
	assert due(desk, leads["weekend"]).startswith("Answer late since ")
	assert due(desk, leads["tomorrow"]).startswith("Answer by ")
	assert due(desk, leads["paused"]) == "Paused"
	assert due(desk, leads["several"]) in [f"Answer in {minutes} min" for minutes in range(36, 41)]
	title = pill(desk, leads["several"]).get_attribute("title").split("\n")
	assert [words.rsplit(" by ", 1)[0] for words in title] == ["To be answered", "To be accepted"]
	colours = {
		name: pill(desk, leads[name]).get_attribute("class").split()[1] for name in ("soon", "late", "paused")
	}
	assert colours == {"soon": "orange", "late": "red", "paused": "gray"}
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"clock-list-{size['width']}")
	view(desk, leads, "Due Soon", ["soon", "several"])
	view(desk, leads, "Late", ["weekend", "late"])
	desk.screenshot(f"clock-list-late-{size['width']}")
	view(desk, leads, "To Be Accepted", ["several"])


def test_what_is_due_stays_when_the_rows_are_drawn_anew(page_as, leads):
	"""As Frappe does when it is told that somebody has saved a lead."""
	desk = page_as("Sales User", size=PHONE)
	desk.open("/app/lead")
	before = due(desk, leads["paused"])
	desk.page.evaluate("() => cur_list.render_list()")
	assert due(desk, leads["paused"]) == before == "Paused"


@pytest.mark.own_context
def test_the_words_go_with_the_time_without_a_request(page_as, leads):
	desk = page_as("Sales User", size=NARROW)
	desk.page.clock.install()
	desk.open("/app/lead")
	before = due(desk, leads["soon"])
	sent = []
	desk.page.on("request", lambda request: sent.append(request.url))
	desk.page.clock.fast_forward("05:00")
	desk.page.wait_for_function(
		"before => [...document.querySelectorAll('.li-clock-pill')].every(pill => pill.textContent !== before)",
		arg=before,
	)
	assert not [url for url in sent if "/api/" in url and "lead" in url.lower()]
	assert desk.page.evaluate("() => cur_list.li_ticking !== null")
	desk.page.evaluate("() => frappe.set_route('List', 'Customer')")
	desk.page.wait_for_function("() => frappe.get_route()[1] === 'Customer'")
	desk.wait()
	assert desk.page.evaluate("() => frappe.views.list_view['List/Lead/List'].li_ticking") is None


def test_a_card_of_the_board_says_what_is_due(page_as, live_site, leads):
	live_site.run(_on_the_board, leads["late"])
	desk = page_as("Sales User", size=BROAD)
	desk.open(BOARD)
	words = card(desk, leads["late"])
	words.scroll_into_view_if_needed()
	assert "Answer late by " in words.inner_text()
	desk.screenshot("clock-kanban")


def _on_the_board(lead: str) -> None:
	import json

	import frappe

	set_stored(lead, li_stage="MQL", li_cycle=1)
	shown = json.dumps(["li_grade", "li_clocks"])
	frappe.db.set_value("Kanban Board", "Leads by Stage", "fields", shown)
	frappe.clear_document_cache("Kanban Board", "Leads by Stage")
