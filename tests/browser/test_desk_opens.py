"""The desk itself: if these fail, look at the bench before looking at the app."""

import pytest

from tests.browser.desk import PHONE, WIDE


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("role", ["Administrator", "Sales User", "Sales Manager"])
def test_the_list_of_leads_opens(page_as, role, size):
	desk = page_as(role, size=size)
	page = desk.open("/app/lead")
	assert page.locator(".page-title:visible .title-text").inner_text().strip() == "Lead"
	desk.screenshot(f"leads-{role.lower().replace(' ', '-')}-{size['width']}")


def test_a_rep_saves_a_new_lead(page_as):
	desk = page_as("Sales User")
	desk.open("/app/lead/new")
	desk.fill("company_name", "Verrerie du Canal")
	page = desk.save()
	assert "/lead/CRM-LEAD-" in page.url  # /app/ in ERPNext 15, /desk/ later
	assert "Verrerie du Canal" in page.locator(".page-title:visible").inner_text()


def test_an_error_in_the_page_is_noticed(page_as):
	desk = page_as("Sales User")
	page = desk.open("/app/lead")
	with page.expect_event("pageerror"):
		page.evaluate("() => { setTimeout(() => { throw new Error('on purpose') }) }")
	assert desk.errors == ["uncaught: on purpose"]
	desk.errors.clear()


def test_the_bundle_of_the_app_is_loaded(page_as):
	page = page_as("Sales User").open("/app/lead")
	bundles = page.locator("script[src*='/lead_intelligence/dist/']")
	assert bundles.count() == 1
