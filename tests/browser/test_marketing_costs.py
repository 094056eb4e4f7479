"""Marketing says what it spends: types a cost, imports a file of costs, and says which purchase invoices are costs."""

from __future__ import annotations

import re

import frappe
import pytest

from tests.bench.base_company import COMPANY
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.held import Held
from tests.site.cost_builders import a_cost, another_centre

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
NASTY = "<img src=x onerror=\"frappe.msgprint('mine')\">"
SOURCE, OTHER = "Radio of the Browser", "Fair of the Browser"


@pytest.fixture
def sources(live_site):
	def make() -> None:
		take_away()
		for name in (SOURCE, OTHER):
			if not frappe.db.exists("Lead Source", name):
				frappe.get_doc({"doctype": "Lead Source", "source_name": name}).insert()

	live_site.run(make)
	yield
	live_site.run(take_away)


def take_away() -> None:
	for name in frappe.get_all("Marketing Cost Import", {"status": "Imported"}, pluck="name"):
		frappe.db.set_value("Marketing Cost Import", name, "status", "Undone")
	for doctype in ("Marketing Cost", "Marketing Cost Rule", "Marketing Cost Import"):
		frappe.db.delete(doctype)


def choose(desk: Desk, field: str, begun: str, name: str) -> None:
	control = desk.page.locator(f".form-page:visible [data-fieldname={field}] input").first
	control.click()
	desk.wait()
	control.fill(begun)
	desk.page.locator(".form-page:visible .awesomplete li").filter(has_text=name).first.click()
	desk.wait()


@SIZES
def test_a_cost_is_typed(page_as, sources, size):
	desk = page_as("Lead Marketing", size=size)
	page = desk.open("/app/marketing-cost/new")
	page.wait_for_function("() => cur_frm.doc.currency === 'EUR'")
	choose(desk, "source", "radio of", SOURCE)
	desk.fill("campaign", "A campaign that nobody knows")
	for field, value in (("from_date", "2024-02-01"), ("to_date", "2024-02-29")):
		page.evaluate("([field, value]) => cur_frm.set_value(field, value)", [field, value])
	desk.fill("amount", "290")
	page.wait_for_function("() => cur_frm.doc.base_amount === 290")
	assert page.evaluate("() => cur_frm.doc.source") == SOURCE
	desk.save()
	told = page.locator(".modal.show")
	told.wait_for()
	assert "No campaign is called 'A campaign that nobody knows'" in told.inner_text()
	desk.screenshot(f"cost-saved-{size['width']}")
	page.keyboard.press("Escape")
	told.wait_for(state="hidden")
	desk.open(page.url)
	assert not page.locator("[data-fieldname=conversion_rate]:visible").count()
	desk.screenshot(f"cost-form-{size['width']}", full_page=True)
	assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_cost_in_another_currency_follows_its_rate(page_as, sources):
	desk = page_as("Lead Marketing")
	page = desk.open("/app/marketing-cost/new")
	page.wait_for_function("() => cur_frm.doc.currency === 'EUR'")
	assert not page.locator("[data-fieldname=conversion_rate]:visible").count()
	page.evaluate(
		"(source) => cur_frm.set_value({ source, from_date: '2024-02-01', amount: 100, currency: 'CHF' })",
		SOURCE,
	)
	desk.wait()
	assert page.evaluate("() => cur_frm.doc.to_date") == "2024-02-29"
	desk.fill("conversion_rate", "1.05")
	page.wait_for_function("() => cur_frm.doc.base_amount === 105")
	desk.save()
	desk.screenshot("cost-in-francs", full_page=True)
	desk.open(page.url)
	assert page.locator("[data-fieldname=conversion_rate]:visible").count()


def test_a_rate_that_is_typed_while_it_is_looked_up_stays(page_as, sources):
	desk = page_as("Lead Marketing")
	page = desk.open("/app/marketing-cost/new")
	page.wait_for_function("() => cur_frm.doc.currency === 'EUR'")
	desk.wait()
	rate = Held(desk, "marketing_cost.rate")
	page.evaluate("() => void cur_frm.set_value({ amount: 100, currency: 'CHF' })")
	rate.until_asked()
	control = page.locator("[data-fieldname=conversion_rate] input:visible")
	control.fill("1.05")
	rate.let_go()
	control.press("Tab")
	page.wait_for_function("() => cur_frm.doc.base_amount === 105")


LINES = (
	"Source,Campaign,From,To,Amount (EUR),Comment",
	f"{SOURCE},,2024-01-01,2024-01-31,310,three spots",
	f"{SOURCE},,2024-02-01,2024-02-29,290.50,",
	f"{OTHER},{NASTY.replace(',', ' ')},2024-03-01,,1000,",
)
WRONG = (*LINES, f"{SOURCE},,2024-02-30,,5,", f"{OTHER},,2024-03-04,,five,")


def upload(desk: Desk, lines: tuple[str, ...]) -> None:
	page = desk.page
	dialog = page.locator(".li-cost-import.show")
	dialog.get_by_role("button", name="Attach").click()
	uploader = page.locator(".modal.show").filter(has=page.locator(".file-uploader"))
	uploader.wait_for()
	page.wait_for_timeout(300)
	with page.expect_file_chooser() as choosing:
		uploader.get_by_role("button", name="My Device").click()
	content = "\n".join(line.replace('"', "'") for line in lines).encode()
	choosing.value.set_files({"name": "costs.csv", "mimeType": "text/csv", "buffer": content})
	uploader.get_by_role("button", name=re.compile("^Upload")).click()
	uploader.wait_for(state="hidden")
	dialog.locator(".li-cost-columns table").wait_for()
	desk.wait()


def open_import(desk: Desk):
	desk.press("Import Costs…")
	dialog = desk.page.locator(".li-cost-import.show")
	dialog.wait_for()
	desk.wait()
	return dialog


@SIZES
def test_a_file_is_checked_imported_and_undone(page_as, sources, size):
	width = size["width"]
	desk = page_as("Lead Marketing", size=size)
	page = desk.open("/app/marketing-cost")
	dialog = open_import(desk)
	desk.screenshot(f"cost-import-empty-{width}")
	upload(desk, WRONG)
	chosen = dialog.locator(".li-cost-columns select").evaluate_all("(all) => all.map((one) => one.value)")
	assert chosen == ["Source", "Campaign", "From", "To", "Amount", "Note"]
	dialog.get_by_role("button", name="Check", exact=True).click()
	dialog.get_by_text("2 of 5 lines have problems").wait_for()
	text = dialog.inner_text()
	assert "'2024-02-30' is a date that does not exist" in text
	assert "'five' is not an amount in EUR" in text
	desk.screenshot(f"cost-import-problems-{width}")
	assert dialog.get_by_role("button", name="Check", exact=True).count() == 1
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")

	dialog = open_import(desk)
	upload(desk, LINES)
	dialog.get_by_role("button", name="Check", exact=True).click()
	dialog.get_by_text("All 3 lines can be imported").wait_for()
	assert "No campaign is called so" in dialog.inner_text()
	desk.screenshot(f"cost-import-checked-{width}")
	assert_accessible(desk, ".li-cost-import")
	assert dialog.evaluate("(one) => one.querySelector('.modal-body').scrollWidth <= one.clientWidth")
	# What is read otherwise has to be checked again.
	dialog.locator(".li-cost-columns select").last.select_option("Ignore")
	dialog.get_by_role("button", name="Check", exact=True).click()
	dialog.get_by_role("button", name="Import 3 Costs").click()
	dialog.wait_for(state="hidden")
	desk.told("Costs added: 3")
	page.locator(".list-row:visible").nth(2).wait_for()
	desk.wait()
	desk.screenshot(f"cost-list-{width}")
	assert page.locator(".list-row:visible").count() == 3

	dialog = open_import(desk)
	upload(desk, LINES)
	dialog.get_by_role("button", name="Check", exact=True).click()
	dialog.get_by_text("All 3 costs are there already").wait_for()
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")

	desk.open("/app/marketing-cost-import")
	page.locator(".list-row:visible a[data-doctype='Marketing Cost Import']").first.click()
	page.wait_for_function("() => window.cur_frm?.doctype === 'Marketing Cost Import'")
	desk.wait()
	desk.screenshot(f"cost-import-form-{width}")
	desk.press("Undo Import")
	desk.answer("Undo this import? Its 3 costs are removed")
	desk.told("Costs removed: 3")
	page.wait_for_function("() => cur_frm.doc.status === 'Undone'")


def test_a_rule_says_which_purchase_invoices_are_costs(page_as, sources, live_site):
	centre = live_site.run(lambda: make_centre())
	desk = page_as("Sales Manager")
	page = desk.open("/app/marketing-cost-rule/new")
	page.evaluate(
		"([company, cost_center]) => cur_frm.set_value({ company, cost_center })", [COMPANY, centre]
	)
	choose(desk, "source", "radio of", SOURCE)
	page.evaluate("() => cur_frm.set_value({ spread: 'Days', spread_days: 30 })")
	desk.save()
	preview = page.locator(".li-cost-preview:visible")
	preview.get_by_text("no item of a submitted purchase invoice is a cost by this rule").wait_for()
	desk.screenshot("cost-rule", full_page=True)
	assert_accessible(desk, ".li-cost-preview")
	assert page.evaluate("() => cur_frm.doc.title") == SOURCE


def test_what_a_rule_fits_is_told_also_where_more_is_entered_meanwhile(page_as, sources, live_site):
	centre = live_site.run(lambda: make_centre())
	desk = page_as("Sales Manager")
	page = desk.open("/app/marketing-cost-rule/new")
	looked_up = Held(desk, "marketing_cost.rule_preview", times=1)
	page.evaluate(
		"([company, cost_center]) => void cur_frm.set_value({ company, cost_center })", [COMPANY, centre]
	)
	looked_up.until_asked()
	page.evaluate("() => void cur_frm.set_value('campaign', 'Spring')")
	looked_up.let_go()
	page.locator(".li-cost-preview:visible").get_by_text("no item of a submitted purchase invoice").wait_for()


def make_centre() -> str:
	found = frappe.db.get_value("Cost Center", {"cost_center_name": "Marketing of the Browser"})
	return found or another_centre(COMPANY, "Marketing of the Browser")


def test_from_the_profile_of_a_source_to_its_costs(page_as, sources, live_site):
	def make() -> str:
		a_cost(company=COMPANY, source=SOURCE)
		a_cost(company=COMPANY, source=OTHER)
		known = frappe.db.get_value("Lead Source Profile", {"source": SOURCE})
		profile = {"doctype": "Lead Source Profile", "source": SOURCE, "family": "Telemarketing"}
		return known or frappe.get_doc(profile).insert().name

	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-source-profile/{live_site.run(make)}")
	desk.press("Costs")
	page.wait_for_url("**/marketing-cost**")
	page.wait_for_function(
		"""(source) => window.cur_list?.doctype === 'Marketing Cost' && cur_list.data.length === 1
			&& cur_list.data[0].title === source""",
		arg=SOURCE,
	)
	desk.wait()
	assert page.locator(".list-row:visible").count() == 1
