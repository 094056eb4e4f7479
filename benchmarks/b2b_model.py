"""A scoring model as a business-to-business company would write it: 30 rules in four groups."""

from __future__ import annotations

from typing import Any, Final

from lead_intelligence.core.scoring.exchange import FORMAT
from lead_intelligence.core.snapshot.erpnext_lead import ERPNEXT_LEAD_FIELDS
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue
from lead_intelligence.core.snapshot.values import Kind

CATALOGUE: Final = FieldCatalogue(
	(
		*ERPNEXT_LEAD_FIELDS,
		Field(name="last_meeting", label="Last Meeting", kind=Kind.DATE),
		Field(name="machines", label="Machines in Use", kind=Kind.NUMBER),
		Field(name="topics", label="Topics", kind=Kind.LIST),
	)
)
_FREE_MAIL: Final = [
	"gmail.com",
	"hotmail.*",
	"yahoo.*",
	"outlook.*",
	"gmx.*",
	"free.fr",
	"orange.fr",
	"wanadoo.fr",
]
_DECIDES: Final = [
	"ceo",
	"cfo",
	"coo",
	"cto",
	"chief *",
	"owner",
	"founder",
	"managing director",
	"head of *",
	"vp *",
]
_INFLUENCES: Final = ["manager", "director", "team lead", "buyer", "purchas*", "engineer*"]
_NO_BUYER: Final = ["student*", "intern", "trainee", "professor", "assistant"]


def _when(field: str, operator: str, value: object = None) -> dict[str, object]:
	return {"field": field, "operator": operator, **({} if value is None else {"value": value})}


def _rule(
	name: str, points: int, group: str | None, condition: dict[str, object], **more: Any
) -> dict[str, object]:
	return {"rule": name, "points": points, "group": group, "condition": condition, **more}


_RULES: Final = [
	_rule("201 to 500 employees", 15, "Company", _when("no_of_employees", "is", "201-500")),
	_rule("501 to 1000 employees", 20, "Company", _when("no_of_employees", "is", "501-1000")),
	_rule("More than 1000 employees", 12, "Company", _when("no_of_employees", "is", "1000+")),
	_rule("Very small", -10, "Company", _when("no_of_employees", "is", "1-10")),
	_rule("A million in revenue", 10, "Company", _when("annual_revenue", "is at least", 1_000_000)),
	_rule("Ten millions in revenue", 8, "Company", _when("annual_revenue", "is at least", 10_000_000)),
	_rule(
		"Core industry",
		15,
		"Company",
		_when("industry", "is one of", ["Manufacturing", "Automotive", "Aerospace"]),
	),
	_rule("Public sector", -5, "Company", _when("industry", "is", "Government")),
	_rule("In our territory", 10, "Company", _when("territory", "is within", ["Western Europe", "Nordics"])),
	_rule("Machines to replace", 12, "Company", _when("machines", "is between", [5, 200])),
	_rule("Decides", 20, "Person", _when("job_title", "matches list", _DECIDES)),
	_rule("Influences", 10, "Person", _when("job_title", "matches list", _INFLUENCES)),
	_rule("Does not buy", -15, "Person", _when("job_title", "matches list", _NO_BUYER)),
	_rule(
		"Writes from the company",
		8,
		"Person",
		{"all": [_when("email_id", "is set"), _when("email_id", "does not match list", _FREE_MAIL)]},
	),
	_rule("Free mail address", -5, "Person", _when("email_id", "matches list", _FREE_MAIL)),
	_rule("Company domain", 3, "Person", _when("email_id", "ends with", "@acme.example")),
	_rule("Has a phone", 4, "Person", {"any": [_when("phone", "is set"), _when("mobile_no", "is set")]}),
	_rule("Speaks our languages", 3, "Person", _when("language", "is one of", ["fr", "en", "de"])),
	_rule("Recommended", 15, "Interest", _when("source", "is one of", ["Reference", "Existing Customer"])),
	_rule("Met at a fair", 10, "Interest", _when("source", "is", "Exhibition")),
	_rule("Bought list", -10, "Interest", _when("source", "is", "Mass Mailing")),
	_rule("Asks for a product", 12, "Interest", _when("request_type", "is", "Product Enquiry")),
	_rule("Asks for information", 6, "Interest", _when("request_type", "is", "Request for Information")),
	_rule("Met lately", 10, "Interest", _when("last_meeting", "is in the last N days", 30)),
	_rule("Not met for a year", -5, "Interest", _when("last_meeting", "is more than N days ago", 365)),
	_rule(
		"Maintenance is a topic", 5, "Interest", _when("topics", "includes", ["Maintenance", "Spare parts"])
	),
	_rule(
		"Large and in the core industry",
		10,
		None,
		{
			"all": [
				_when("industry", "is one of", ["Manufacturing", "Automotive"]),
				_when("no_of_employees", "is one of", ["201-500", "501-1000", "1000+"]),
			]
		},
	),
	_rule(
		"Autumn campaign",
		5,
		None,
		_when("campaign", "is", "Autumn"),
		valid_from="2026-09-01",
		valid_to="2026-12-31",
	),
	_rule("Unsubscribed", -10, None, _when("unsubscribed", "is yes")),
	_rule("Wants no contact", 0, None, _when("status", "is", "Do Not Contact"), disqualifies=True),
]

B2B_MODEL: Final = {
	"format": FORMAT,
	"name": "Business customers",
	"scale": "0-100",
	"grades": [
		{"grade": "A", "at_least": 65},
		{"grade": "B", "at_least": 45},
		{"grade": "C", "at_least": 30},
		{"grade": "D"},
	],
	"fit": {
		"groups": [
			{"group": "Company", "at_most": 50, "at_least": -10},
			{"group": "Person", "at_most": 30, "at_least": -15},
			{"group": "Interest", "at_most": 30},
		],
		"rules": _RULES,
	},
}
