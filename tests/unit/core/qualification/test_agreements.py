"""Which of a company's definitions is for a lead."""

from datetime import datetime

from lead_intelligence.core.qualification.agreements import Agreements
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.definition import Scope
from lead_intelligence.core.snapshot.lead_snapshot import take_snapshot
from tests.builders import CRITERIA_CATALOGUE, a_definition

LINES = {"Lamps": frozenset({"Light", "Products"}), "Chairs": frozenset({"Seats", "Products"})}


def agreed_for(version, **scope) -> CompiledDefinition:
	definition = a_definition(scope=Scope(company="Atelier", **scope), version=version)
	return CompiledDefinition(definition, CRITERIA_CATALOGUE)


ALL = agreed_for("all")
MUSEUMS = agreed_for("museums", market_segment="Museums")
LIGHT = agreed_for("light", product_line="Light")
SEATS = agreed_for("seats", product_line="Seats")
LIGHT_FOR_MUSEUMS = agreed_for("light for museums", market_segment="Museums", product_line="Light")


def chosen(*definitions: CompiledDefinition, **fields: object) -> str | None:
	found = Agreements(definitions, LINES).of(take_snapshot(fields, CRITERIA_CATALOGUE))
	return found.version if found else None


def test_the_narrowest_that_claims_a_lead_has_it():
	every = (ALL, MUSEUMS, LIGHT, LIGHT_FOR_MUSEUMS)
	assert chosen(*every) == "all"
	assert chosen(*every, market_segment="Museums") == "museums"
	assert chosen(*every, li_subjects=["Lamps"]) == "light"
	assert chosen(*every, li_subjects=["Lamps"], market_segment="Museums") == "light for museums"
	assert chosen(MUSEUMS, LIGHT, li_subjects=["Lamps"], market_segment="Museums") == "light"


def test_of_two_product_lines_the_leads_first_subject_decides():
	assert chosen(LIGHT, SEATS, li_subjects=["Chairs", "Lamps"]) == "seats"
	assert chosen(SEATS, LIGHT, li_subjects=["Lamps", "Chairs"]) == "light"


def test_a_line_claims_what_lies_below_it():
	assert chosen(agreed_for("products", product_line="Products"), li_subjects=["Chairs"]) == "products"


def test_of_lines_below_one_another_the_lowest_decides():
	products = agreed_for("products", product_line="Products")
	for order in ((products, LIGHT), (LIGHT, products)):
		agreements = Agreements(order, LINES, depths={"Products": 1, "Light": 2})
		for subjects, version in ((["Lamps"], "light"), (["Chairs", "Lamps"], "products")):
			lead = take_snapshot({"li_subjects": subjects}, CRITERIA_CATALOGUE)
			assert agreements.of(lead).version == version


def test_a_subject_without_a_line_and_one_that_is_gone_claim_nothing():
	assert chosen(LIGHT, li_subjects=["Advice"]) is None
	assert chosen(LIGHT, ALL, li_subjects=["Advice"]) == "all"


def test_no_definition_may_claim_a_lead():
	assert chosen(MUSEUMS, market_segment="Hotels") is None
	assert not Agreements((MUSEUMS,)).claim_all


def test_what_decides_on_the_claim_is_looked_at():
	assert "li_subjects" not in Agreements((ALL,)).fields
	assert {"li_subjects", "market_segment"} <= set(Agreements((LIGHT_FOR_MUSEUMS,)).fields)


def test_it_knows_its_versions_and_since_when_there_is_one():
	since = datetime(2026, 3, 1)
	agreements = Agreements((ALL, LIGHT), LINES, since)
	assert (agreements.versions, agreements.since) == ({"all", "light"}, since)
	assert agreements.claim_all
