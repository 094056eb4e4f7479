"""What the settings switch and limit."""

import frappe
import pytest

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api.lead_score import panel, rescore
from lead_intelligence.core.history.journey import Cause
from tests.site.builders import a_draft, a_lead, a_live_model, journey_of, rule, stored

CEO = rule("job_title", "is", "CEO", points=25)


def set_to(**values) -> None:
	doc = frappe.get_single("Lead Intelligence Settings")
	doc.update(values)
	doc.save()


def test_switched_off_leads_are_saved_and_keep_their_score():
	a_live_model(CEO)
	lead = a_lead(job_title="CEO")
	set_to(enabled=0)
	doc = frappe.get_doc("Lead", lead.name)
	doc.job_title = "Clerk"
	doc.save()
	frappe.get_doc("Lead", lead.name).db_set("job_title", "Intern")
	assert reevaluate([lead.name], Cause.RESCORE) == []
	assert stored(lead, "job_title", "li_points") == {"job_title": "Intern", "li_points": 25}
	assert len(journey_of(lead.name)) == 1
	assert not stored(a_lead(job_title="CEO"), "li_grade")
	assert panel(lead.name)["state"] == "off"
	with pytest.raises(frappe.ValidationError, match="switched off"):
		rescore(lead.name)


def test_switched_on_again_the_next_save_scores():
	a_live_model(CEO)
	set_to(enabled=0)
	lead = a_lead(job_title="CEO")
	set_to(enabled=1)
	frappe.get_doc("Lead", lead.name).save()
	assert stored(lead, "li_points") == 25


def test_the_limits_hold():
	set_to(most_rules=1, most_points=50)
	a_draft(CEO)
	with pytest.raises(frappe.ValidationError, match="the most allowed is 1"):
		a_draft(CEO, rule("city", "is", "Paris"))
	with pytest.raises(frappe.ValidationError, match="from -50 to 50"):
		a_draft(rule("city", "is", "Paris", points=51))


@pytest.mark.parametrize("field", ["most_rules", "most_points", "most_leads_at_once"])
@pytest.mark.parametrize("value", [0, -1, 10**9, None])
def test_a_limit_that_makes_no_sense_is_refused(field, value):
	with pytest.raises(frappe.ValidationError, match="Enter another number"):
		set_to(**{field: value})
