"""Fields that a site adds to its leads can be used in rules at once, and may disappear again."""

import frappe
import pytest
from frappe.custom.doctype.custom_field.custom_field import create_custom_field

from lead_intelligence.api.lead_score import panel
from lead_intelligence.api.scoring_model import dialog
from tests.site.builders import a_draft, a_lead, a_live_model, another_company, condition, rule

COMPANY = "Atelier Fields"
FIELDS = (
	{"fieldname": "visits", "fieldtype": "Int", "label": "Visits"},
	{"fieldname": "segment", "fieldtype": "Select", "label": "Segment", "options": "\nSmall\nLarge"},
	{"fieldname": "interest", "fieldtype": "Link", "label": "Interest", "options": "Item Group"},
	{"fieldname": "regions", "fieldtype": "Table MultiSelect", "label": "Regions", "options": "Lead Region"},
	{"fieldname": "stars", "fieldtype": "Rating", "label": "Stars"},
	{"fieldname": "met_on", "fieldtype": "Date", "label": "Met On"},
	{"fieldname": "secret", "fieldtype": "Password", "label": "Secret"},
)


def add_fields() -> None:
	another_company(COMPANY, "AF")
	if not frappe.db.exists("DocType", "Lead Region"):
		frappe.get_doc(
			{
				"doctype": "DocType",
				"name": "Lead Region",
				"module": "CRM",
				"custom": 1,
				"istable": 1,
				"fields": [
					{"fieldname": "region", "fieldtype": "Link", "options": "Territory", "label": "Region"}
				],
			}
		).insert()
	for field in FIELDS:
		create_custom_field("Lead", {"insert_after": "website", **field})


def remove_fields() -> None:
	for model in frappe.get_all(
		"Lead Scoring Model", filters={"company": COMPANY, "status": "Live"}, pluck="name"
	):
		frappe.get_doc("Lead Scoring Model", model).cancel()
	for field in FIELDS:
		remove_field(field["fieldname"])
	frappe.delete_doc("DocType", "Lead Region", force=True)


def remove_field(name: str) -> None:
	frappe.delete_doc("Custom Field", f"Lead-{name}", ignore_missing=True, force=True)
	frappe.clear_cache(doctype="Lead")
	frappe.db.after_commit.add(lambda: frappe.clear_cache(doctype="Lead"))


@pytest.fixture(scope="module")
def site(live_site):
	live_site.run(add_fields)
	yield live_site
	live_site.run(remove_fields)


@pytest.fixture(autouse=True)
def _no_job_reads_fields_that_are_changing(site):
	"""A worker that reads the fields of Lead while they change keeps for all what was there before."""
	site.wait_for_jobs()


def points(site, *rules, **fields) -> int:
	def look() -> int:
		model = a_live_model(*rules, company=COMPANY)
		lead = a_lead(company=COMPANY, **fields)
		assert lead.li_scoring_model == model.name
		return frappe.db.get_value("Lead", lead.name, "li_points")

	return site.run(look)


@pytest.mark.parametrize(
	("when", "fields", "expected"),
	[
		(("visits", "is at least", 3), {"visits": 3}, 10),
		(("visits", "is at least", 3), {"visits": 2}, 0),
		(("segment", "is", "Large"), {"segment": "Large"}, 10),
		(("segment", "is unknown"), {}, 10),
		(("interest", "is within", ["All Item Groups"]), {"interest": "Products"}, 10),
		(("interest", "is within", ["Services"]), {"interest": "Products"}, 0),
		(("regions", "includes", ["France"]), {"regions": [{"region": "France"}]}, 10),
		(("regions", "does not include", ["France"]), {"regions": [{"region": "France"}]}, 0),
		(("regions", "is empty"), {"regions": []}, 10),
		(("stars", "is at least", 0.8), {"stars": 0.8}, 10),
		(("stars", "is unknown"), {}, 10),
		(("met_on", "is after", "2026-01-01"), {"met_on": "2026-01-02"}, 10),
	],
)
def test_a_rule_on_a_field_of_the_site(site, when, fields, expected):
	assert points(site, rule(*when, points=10), **fields) == expected


def test_the_dialog_offers_them_with_their_kinds(site):
	offered = {field["name"]: field for field in site.run(dialog)["fields"]}
	assert {
		name: offered[name]["kind"] for name in ("visits", "segment", "interest", "regions", "met_on")
	} == {
		"visits": "number",
		"segment": "choice",
		"interest": "tree",
		"regions": "list",
		"met_on": "date",
	}
	assert [option["value"] for option in offered["segment"]["options"]] == ["Small", "Large"]
	assert "secret" not in offered
	assert [name for name in offered if name.startswith("li_")] == ["li_postal_code", "li_subjects"]


def test_a_change_of_rows_changes_the_score_and_saving_them_again_does_not(site):
	def look() -> tuple[int, int, int]:
		a_live_model(
			rule("regions", "includes", ["France"], points=10),
			rule("regions", "changed in the last N days", 3, points=5),
			company=COMPANY,
		)
		lead = a_lead(company=COMPANY, regions=[{"region": "France"}])
		first = lead.li_points
		form = frappe.get_doc("Lead", lead.name)
		form.set("regions", [{"region": "France"}])
		form.save()
		same = form.li_points
		form = frappe.get_doc("Lead", lead.name)
		form.set("regions", [])
		form.save()
		return first, same, form.li_points

	assert site.run(look) == (10, 10, 5)


def test_another_label_or_another_choice_is_seen_at_once(site):
	def relabel() -> str:
		model = a_live_model(rule("segment", "is", "Large", points=10), company=COMPANY)
		lead = a_lead(company=COMPANY, segment="Large")
		panel(lead.name)
		frappe.db.set_value("Custom Field", "Lead-segment", "label", "Size of Customer")
		frappe.clear_cache(doctype="Lead")
		shown = panel(lead.name)["lines"][0]["seen"][0]["label"]
		frappe.db.set_value("Custom Field", "Lead-segment", "label", "Segment")
		frappe.clear_cache(doctype="Lead")
		return shown if model else ""

	assert site.run(relabel) == "Size of Customer"


def test_a_field_removed_after_the_model_went_live(site):
	both = {"any": [condition("met_on", "is set"), condition("city", "is", "Paris")]}

	def go_live() -> str:
		a_live_model(
			rule("met_on", "is set", points=10, rule="Met"),
			rule("", "", when=both, points=5, rule="Met or from Paris"),
			rule("city", "is", "Paris", points=1, rule="Paris"),
			company=COMPANY,
		)
		return a_lead(company=COMPANY, met_on="2026-01-02", city="Paris").name

	lead = site.run(go_live)
	assert site.run(lambda: frappe.db.get_value("Lead", lead, "li_points")) == 16
	site.wait_for_jobs()
	site.run(remove_field, "met_on")

	def save() -> int:
		doc = frappe.get_doc("Lead", lead)
		doc.city = "Lyon"
		doc.save()
		doc.city = "Paris"
		return frappe.get_doc("Lead", lead).li_points

	assert site.run(save) == 0
	shown = site.run(lambda: panel(lead))
	broken = {line["rule"]: line["problem"] for line in shown["unknowns"] if line["problem"]}
	assert set(broken) == {"Met", "Met or from Paris"}
	assert "no field 'met_on'" in broken["Met"]
	site.wait_for_jobs()
	site.run(lambda: create_custom_field("Lead", {"insert_after": "website", **FIELDS[5]}))
	assert site.run(lambda: a_lead(company=COMPANY, met_on="2026-01-02").li_points) == 15


def test_a_draft_on_a_field_that_is_gone_is_refused(site):
	site.run(remove_field, "visits")
	with pytest.raises(frappe.ValidationError, match="visits"):
		site.run(lambda: a_draft(rule("visits", "is at least", 3), company=COMPANY))
	site.run(lambda: create_custom_field("Lead", {"insert_after": "website", **FIELDS[0]}))
