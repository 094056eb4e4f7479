"""A manager writes down who gets which leads, sees it in words, tries it on a lead and puts it live."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.bench.people import REP, SECOND_REP
from tests.browser.accessibility import assert_accessible
from tests.browser.condition_dialog import ConditionDialog
from tests.browser.desk import PHONE, Desk
from tests.browser.impact import words
from tests.browser.stock import GOOD_LEAD, save_lead, set_stored

LAPTOP = {"width": 1280, "height": 800}
SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
TITLE = "Routed in the browser"


def take_policies_down() -> None:
	import frappe

	for draft in frappe.get_all("Lead Routing Policy", filters={"docstatus": 0}, pluck="name"):
		frappe.delete_doc("Lead Routing Policy", draft)
	for live in frappe.get_all("Lead Routing Policy", filters={"status": "Live"}, pluck="name"):
		frappe.get_doc("Lead Routing Policy", live).cancel()
	for rule in frappe.get_all("Assignment Rule", filters={"name": ("like", "Browser%")}, pluck="name"):
		frappe.delete_doc("Assignment Rule", rule)


def put_pools_there() -> None:
	"""Rosa alone in France; Théo and, paused, Rosa everywhere else."""
	import frappe

	from tests.site.routing_builders import a_pool

	if not frappe.db.exists("Lead Routing Pool", "Everywhere"):
		a_pool("Everywhere", {"user": SECOND_REP.user, "weight": 3}, {"user": REP.user, "paused": 1})
	if not frappe.db.exists("Lead Routing Pool", "French Leads"):
		a_pool("French Leads", REP.user, fallback_pool="Everywhere")
	if not frappe.db.exists("Lead Routing Pool", "Half Time"):
		a_pool("Half Time", {"user": SECOND_REP.user, "weight": 0.5})


def draft_policy(**fields) -> str:
	from tests.site.routing_builders import a_routing_policy, routing_rule

	put_pools_there()
	peru = {"field": "country", "operator": "is", "value": "Peru"}
	rich = {"field": "annual_revenue", "operator": "is at least", "value": 1_000_000}
	doc = a_routing_policy(
		routing_rule("French Leads", peru, title="Peru"),
		routing_rule("French Leads", rich, title="Rich"),
		routing_rule("Everywhere", title="All others"),
		**{"title": TITLE, "default_pool": "Everywhere", **fields},
	)
	return str(doc.name)


def an_unowned_lead(email: str) -> str:
	lead = save_lead(**{**GOOD_LEAD, "email_id": email})
	set_stored(lead, lead_owner=None)
	return lead


def stored(name: str):
	import frappe

	return frappe.get_doc("Lead Routing Policy", name).as_dict()


def fits(desk: Desk, size: dict[str, int]) -> bool:
	return desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


def open_form(desk: Desk, policy: str) -> None:
	desk.open(f"/app/lead-routing-policy/{policy}")
	desk.page.locator(".li-policy-summary").wait_for()
	desk.wait()


@pytest.fixture(autouse=True)
def nothing_live(live_site):
	live_site.run(take_policies_down)
	yield
	live_site.run(take_policies_down)
	live_site.wait_for_jobs()


def test_from_a_blank_form_to_a_live_policy_and_a_new_version(page_as, live_site, model):
	live_site.run(put_pools_there)
	desk = page_as("Sales Manager", size=LAPTOP)
	desk.open("/app/lead-routing-policy/new")
	page, summary = desk.page, desk.page.locator(".li-policy-summary")
	summary.wait_for()
	assert "No rule yet, so all leads go to the default pool." in words(summary)
	desk.fill("title", TITLE)

	rules = page.locator("[data-fieldname=rules]")
	rules.get_by_role("button", name="Add Row").click()
	row = rules.locator(".grid-row[data-idx='1']")
	row.locator("[data-fieldname=title]").first.click()
	row.locator("input[data-fieldname=title]").fill("From France")
	page.keyboard.press("Tab")
	row.locator(".li-condition-cell").get_by_text("All leads").click()
	dialog = ConditionDialog(desk)
	dialog.group().comparison(0).choose("Lifecycle Stage", "is").locator("select").select_option("MQL")
	desk.screenshot("routing-condition")
	dialog.confirm()
	row.locator(".li-condition-cell").get_by_text("Lifecycle Stage is MQL").wait_for()
	page.evaluate(
		"""() => frappe.model.set_value(cur_frm.doc.rules[0].doctype, cur_frm.doc.rules[0].name, 'pool', 'French Leads')"""
	)
	page.evaluate("() => cur_frm.set_value({ default_pool: 'Everywhere', first_stage: 'At Once' })")
	summary.get_by_text("Everywhere, then those with the role Sales Manager").wait_for()
	assert "From France: Lifecycle Stage is MQL → French Leads" in words(summary)
	desk.screenshot("routing-draft", full_page=True)
	desk.save()
	name = page.evaluate("() => cur_frm.doc.name")
	draft = live_site.run(stored, name)
	assert [(one.condition_text, one.pool) for one in draft.rules] == [
		("Lifecycle Stage is MQL", "French Leads")
	]
	assert "Submitting puts it live." in page.locator(".form-message:visible").first.inner_text()

	row.locator(".li-condition-cell").click()
	page.locator(".modal.show.li-condition-dialog").get_by_role("button", name="All leads").click()
	row.locator(".li-condition-cell").get_by_text("All leads").wait_for()
	desk.save()
	assert live_site.run(stored, name).rules[0].condition_json is None

	desk.press("Submit")
	desk.answer("Permanently Submit")
	page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	desk.wait()
	assert live_site.run(stored, name).status == "Live"
	assert "Live since" in page.locator(".page-head:visible .indicator-pill").inner_text()
	desk.screenshot("routing-live", full_page=True)

	desk.press("New Version")
	page.wait_for_function(f"() => cur_frm.doc.name !== {name!r} && cur_frm.doc.docstatus === 0")
	desk.wait()
	assert f"retires {name}" in page.locator(".form-message:visible").first.inner_text()
	desk.open("/app/lead-routing-policy?docstatus=1")
	shown = page.locator(".list-row-container:visible").filter(has=page.locator(f"[data-name='{name}']"))
	assert "Live" in shown.inner_text()
	desk.screenshot("routing-list")


@SIZES
def test_a_draft_is_tried_on_a_lead(page_as, live_site, model, size):
	draft = live_site.run(draft_policy)
	lead = live_site.run(an_unowned_lead, f"{uuid4().hex}@routing.example")
	desk = page_as("Sales Manager", size=size)
	open_form(desk, draft)
	desk.press("Try on a Lead")
	dialog = desk.page.locator(".modal.show.li-routing-trial")
	desk.until_dialog("li-routing-trial")
	desk.page.evaluate(f"() => cur_dialog.set_value('lead', {lead!r})")
	dialog.locator("input[data-fieldname=lead]").blur()
	dialog.get_by_text("would get this lead.").wait_for()
	desk.wait()
	found = words(dialog)
	for says in (
		"Théo Lefèvre would get this lead.",
		"Peru → French Leads · is not for this lead Country is Peru",
		"Rich → French Leads · cannot be said, so it does not apply",
		"All others → Everywhere · is for this lead For all leads of the company.",
		"Théo Lefèvre · would get it",
		"Rosa Bernard · Is paused in this pool",
	):
		assert says in found, found
	assert fits(desk, size)
	desk.screenshot(f"routing-trial-{size['width']}")
	dialog.locator(".li-asked-pool").first.scroll_into_view_if_needed()
	desk.screenshot(f"routing-trial-candidates-{size['width']}")
	assert_accessible(desk, ".modal.show")
	assert live_site.run(owner_of, lead) is None


def owner_of(lead: str):
	import frappe

	return frappe.db.get_value("Lead", lead, "lead_owner")


@SIZES
def test_a_live_policy_reads_in_words_and_says_who_assigns_beside_it(page_as, live_site, model, size):
	name = live_site.run(put_live_beside_a_rule)
	desk = page_as("Sales User", size=size)
	open_form(desk, name)
	summary = desk.page.locator(".li-policy-summary")
	summary.get_by_text("The Assignment Rule Browser Rule assigns leads too.").wait_for()
	for says in (
		"Peru: Country is Peru → French Leads",
		"All others: All leads → Everywhere",
		"Once the lead is MQL or further",
	):
		assert says in words(summary), words(summary)
	assert fits(desk, size)
	desk.wait()
	desk.screenshot(f"routing-reading-{size['width']}", full_page=True)
	assert_accessible(desk, ".li-policy-summary")
	for label in ("New Version", "Submit", "Change…"):
		assert desk.page.get_by_role("button", name=label, exact=True).count() == 0


def put_live_beside_a_rule() -> str:
	import frappe

	name = draft_policy(title="Read", first_stage="From MQL")
	frappe.get_doc("Lead Routing Policy", name).submit()
	rule = {
		"doctype": "Assignment Rule",
		"name": "Browser Rule",
		"document_type": "Lead",
		"description": "x",
		"assign_condition": "1",
		"rule": "Round Robin",
		"users": [{"user": REP.user}],
		"assignment_days": [{"day": "Monday"}],
	}
	frappe.get_doc(rule).insert()
	return name


@SIZES
def test_a_pool_reads_in_words_and_warns(page_as, live_site, model, size):
	live_site.run(draft_policy, title=f"Pools {size['width']}")
	desk = page_as("Sales Manager", size=size)
	desk.open("/app/lead-routing-pool/Everywhere")
	summary = desk.page.locator(".li-policy-summary")
	summary.get_by_text("One rep takes the leads of this pool.").wait_for()
	desk.wait()
	for says in (
		"Théo Lefèvre 100 % · weight 3",
		"Rosa Bernard paused",
		"In turn, by weight.",
		f"Pools {size['width']}",
		"Théo Lefèvre has the weight 3 here and 0.5 in the pool 'Half Time'.",
	):
		assert says in words(summary), words(summary)
	assert fits(desk, size)
	desk.screenshot(f"routing-pool-{size['width']}", full_page=True)


def test_a_new_pool_is_for_all_companies_and_says_what_it_does_before_it_is_saved(page_as, live_site, model):
	desk = page_as("Sales Manager", size=LAPTOP)
	desk.open("/app/lead-routing-pool/new")
	page, summary = desk.page, desk.page.locator(".li-policy-summary")
	summary.get_by_text("Nobody is in this pool").wait_for()
	page.wait_for_function("() => !cur_frm.doc.company")
	page.evaluate(
		f"""() => {{
			const row = cur_frm.add_child('members', {{}});
			cur_frm.refresh_field('members');
			frappe.model.set_value(row.doctype, row.name, {{ user: {REP.user!r}, weight: 2 }});
			cur_frm.set_value('strategy', 'Best Fit');
		}}"""
	)
	summary.get_by_text("Rosa Bernard").first.wait_for()
	for says in ("Rosa Bernard 100 % · weight 2", "Leads of grade A to whoever converts best"):
		summary.get_by_text(says.split(" 100")[0]).first.wait_for()
		assert says in words(summary), words(summary)
	desk.screenshot("routing-pool-new")
