"""What a lead says and what only ERPNext says: its silent defaults count as unknown."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import get_datetime

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.journey import Cause
from tests.site.builders import a_lead, a_live_model, condition, rule, stored

SMALL = rule("no_of_employees", "is", "1-10", points=10)
UNKNOWN_SIZE = rule("no_of_employees", "is unknown", points=5)


def points_of(lead) -> int:
	return stored(lead, "li_points")


def an_old_lead(**fields):
	"""A lead from before the app was installed."""
	lead = a_lead(**fields)
	frappe.db.set_value(
		"Lead", lead.name, "creation", get_datetime(settings().choices_known_from) - timedelta(days=1)
	)
	reevaluate([lead.name], Cause.RESCORE)
	return lead


def test_a_new_lead_starts_with_no_choice_made():
	a_live_model(SMALL, UNKNOWN_SIZE)
	lead = a_lead()
	assert not stored(lead, "no_of_employees")
	assert not stored(lead, "qualification_status")
	assert points_of(lead) == 5


def test_the_first_choice_counts_when_it_was_chosen():
	a_live_model(SMALL, UNKNOWN_SIZE)
	assert points_of(a_lead(no_of_employees="1-10")) == 10


def test_the_first_choice_of_an_old_lead_is_unknown():
	a_live_model(SMALL, UNKNOWN_SIZE)
	assert points_of(an_old_lead(no_of_employees="1-10")) == 5


def test_another_choice_of_an_old_lead_is_known():
	a_live_model(rule("no_of_employees", "is", "11-50", points=10), UNKNOWN_SIZE)
	assert points_of(an_old_lead(no_of_employees="11-50")) == 10


def test_where_the_blank_choice_is_missing_the_first_one_is_unknown(monkeypatch):
	a_live_model(SMALL, UNKNOWN_SIZE)
	options = frappe.get_meta("Lead").get_field("no_of_employees")
	monkeypatch.setattr(options, "options", options.options.lstrip("\n"))
	assert points_of(a_lead(no_of_employees="1-10")) == 5


def test_no_revenue_entered_is_not_a_revenue_of_nothing():
	a_live_model(
		rule("annual_revenue", "is at most", 1000, points=10), rule("annual_revenue", "is unknown", points=5)
	)
	assert points_of(a_lead()) == 5
	assert points_of(a_lead(annual_revenue=0)) == 5
	assert points_of(a_lead(annual_revenue=500)) == 10


def test_a_box_that_is_not_ticked_is_a_no():
	a_live_model(rule("unsubscribed", "is no", points=10), rule("unsubscribed", "is unknown", points=5))
	assert points_of(a_lead()) == 10


def a_territory(name: str, under: str = "All Territories", group: int = 0) -> str:
	return (
		frappe.get_doc(
			{"doctype": "Territory", "territory_name": name, "parent_territory": under, "is_group": group}
		)
		.insert()
		.name
	)


def test_a_territory_counts_for_all_above_it():
	a_territory("Iberia", group=1)
	a_territory("Portugal North", under="Iberia", group=1)
	a_territory("Porto", under="Portugal North")
	a_territory("Somewhere Else")
	a_live_model(rule("territory", "is within", ["Iberia"], points=10))
	assert points_of(a_lead(territory="Porto")) == 10
	assert points_of(a_lead(territory="Iberia")) == 10
	assert points_of(a_lead(territory="Somewhere Else")) == 0


def test_a_lead_whose_territory_is_gone_is_saved_and_its_territory_unknown():
	a_territory("Iberia", group=1)
	a_territory("Porto", under="Iberia")
	a_live_model(
		rule("territory", "is within", ["Iberia"], points=10),
		rule("territory", "is not within", ["Iberia"], points=7),
		rule("city", "is", "Porto", points=1),
	)
	lead = a_lead(territory="Porto")
	frappe.db.delete("Territory", {"name": "Porto"})
	doc = frappe.get_doc("Lead", lead.name)
	doc.city = "Porto"
	doc.flags.ignore_links = True
	doc.save()
	assert stored(lead, "li_points", "city") == {"li_points": 1, "city": "Porto"}


def test_a_territory_that_moves_moves_its_leads_at_the_next_evaluation():
	a_territory("Iberia", group=1)
	a_territory("Porto")
	a_live_model(rule("territory", "is within", ["Iberia"], points=10))
	lead = a_lead(territory="Porto")
	porto = frappe.get_doc("Territory", "Porto")
	porto.parent_territory = "Iberia"
	porto.save()
	reevaluate([lead.name], Cause.RESCORE)
	assert points_of(lead) == 10


def test_a_field_that_does_not_fit_its_kind_is_unknown_and_the_lead_is_saved():
	a_live_model(rule("qualified_on", "is set", points=10), rule("city", "is", "Porto", points=1))
	lead = a_lead(city="Porto")
	frappe.db.sql("set session sql_mode = ''")
	frappe.db.sql("update tabLead set qualified_on = '0000-00-00' where name = %s", lead.name)
	frappe.get_doc("Lead", lead.name).save()
	reevaluate([lead.name], Cause.RESCORE)
	assert points_of(lead) == 1


@pytest.mark.parametrize("blank", ["", None, "   "])
def test_blank_text_is_unknown_and_not_empty(blank):
	unknown = condition("job_title", "is unknown")
	a_live_model(rule("", "", when=unknown, rule="Unknown"), rule("job_title", "is empty", points=5))
	assert points_of(a_lead(job_title=blank)) == 10
