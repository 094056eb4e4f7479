"""ERPNext's own exports are read without a mapping: field names or labels, English or French, version 15 or 16."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lead_intelligence.audit.mapping.erpnext_export import erpnext_columns, is_erpnext_export
from lead_intelligence.audit.mapping.erpnext_labels import FIELD_OF_LABEL, FRENCH_LABELS
from lead_intelligence.audit.reading.lead_reader import LeadReader
from lead_intelligence.core.snapshot.erpnext_lead import CANONICAL_NAMES, ERPNEXT_LEAD_FIELDS
from lead_intelligence.core.snapshot.values import UNKNOWN, Kind

from .runs import Run, a_file, a_model, a_rule, run

FACTS = Path(__file__).parents[4] / "shared" / "erpnext-fields"
LABELS_15 = ["ID", "Full Name", "Organization Name", "Source", "Campaign Name", "No of Employees", "Status"]
NAMES_16 = [
	"name",
	"lead_name",
	"company_name",
	"utm_source",
	"utm_campaign",
	"utm_medium",
	"no_of_employees",
]
FRENCH = [
	"ID",
	"Nom Complet",
	"Nom de l’Organisation",
	"Source",
	"Nom de la Campagne",
	"Nb de salarié(e)s",
	"Région",
]
REPORT = ["Sr", "ID", "Status", "Source", "Territory"]


def an_export_audit(folder: Path, leads: str, *arguments: object) -> Run:
	model = a_model(
		folder,
		[
			a_rule("Referred", 20, "source", "is", "Reference"),
			a_rule("Small", 5, "no_of_employees", "is", "1-10"),
			a_rule("Large", 10, "no_of_employees", "is", "1000+"),
		],
	)
	return run("audit", a_file(folder, leads), "--model", model, *arguments, out=folder / "out")


@pytest.mark.parametrize("columns", [LABELS_15, NAMES_16, FRENCH, REPORT])
def test_exports_are_recognised(columns: list[str]) -> None:
	assert is_erpnext_export(columns)


@pytest.mark.parametrize(
	"columns",
	[
		["Prospect ID", "Lead Number", "Lead Origin", "Lead Source", "Country", "City"],
		["First Name", "Last Name", "Company", "Phone", "City", "Country", "Status"],
		["mql_id", "first_contact_date", "landing_page_id", "origin"],
	],
)
def test_foreign_files_are_not(columns: list[str]) -> None:
	assert not is_erpnext_export(columns)


@pytest.mark.parametrize(
	("columns", "expected"),
	[
		(LABELS_15, {"source": "Source", "campaign": "Campaign Name", "company_name": "Organization Name"}),
		(NAMES_16, {"source": "utm_source", "campaign": "utm_campaign", "medium": "utm_medium"}),
		(FRENCH, {"no_of_employees": "Nb de salarié(e)s", "territory": "Région", "lead_name": "Nom Complet"}),
	],
)
def test_columns_find_their_fields(columns: list[str], expected: dict[str, str]) -> None:
	found = {mapped.field.name: mapped.column for mapped in erpnext_columns(columns).fields}

	assert {name: found[name] for name in expected} == expected


def test_the_silent_defaults_of_erpnext_are_unknown() -> None:
	columns = ["ID", "No of Employees", "Qualification Status", "Annual Revenue", "Organization Name"]
	reader = LeadReader(erpnext_columns(columns), columns)

	silent = reader.read(["1", "1-10", "Unqualified", "0.0", "Vautrin"])
	said = reader.read(["2", "11-50", "In Process", "5000", "Vautrin"])

	for name, expected in (
		("no_of_employees", "11-50"),
		("qualification_status", "In Process"),
		("annual_revenue", 5000),
	):
		assert silent.value(name) is UNKNOWN
		assert said.value(name) == expected


def test_a_mapping_may_build_on_erpnexts_columns_and_trust_a_default(tmp_path: Path) -> None:
	mapping = "erpnext: yes\nfields: {no_of_employees: {column: No of Employees, kind: choice}, budget: {column: Budget, kind: money}}"
	leads = "ID,Full Name,Source,No of Employees,Status,Budget\nL1,Anne,Reference,1-10,Lead,500\n"

	result = an_export_audit(tmp_path, leads, "--map", a_file(tmp_path, mapping, "map.yaml"))

	assert result.exit_code == 0, result.errors
	assert result.scored[1][-3:] == ["25", "Warm", "Referred (+20); Small (+5)"]
	assert "budget" in [field["field"] for field in result.summary["fields"]]


def test_rows_of_child_tables_and_totals_are_no_leads(tmp_path: Path) -> None:
	leads = (
		"ID,Full Name,Source,No of Employees,Status,Note (Notes)\n"
		"L1,Anne,Reference,1000+,Lead,first\n,,,,,second\nL2,Bart,,1-10,Lead,\nTotal,,,,,\n"
	)

	result = an_export_audit(tmp_path, leads)

	assert [row[0] for row in result.scored[1:]] == ["L1", "L2"]
	assert [row[:2] for row in result.rejects[1:]] == [
		["3", "it belongs to a child table of the lead above"],
		["5", "it is the totals row of a report"],
	]


def test_leads_not_yet_imported_have_no_id(tmp_path: Path) -> None:
	result = an_export_audit(tmp_path, "ID,Full Name,Source,No of Employees,Status\n,Anne,Reference,,Lead\n")

	assert result.summary["rows"]["scored"] == 1


def test_fields_without_a_column_are_unknown_for_all(tmp_path: Path) -> None:
	result = an_export_audit(
		tmp_path, "ID,Full Name,Organization Name,Status\nL1,Anne,Vautrin,Lead\nL2,Bart,Conti,Lead\n"
	)

	source = next(field for field in result.summary["fields"] if field["field"] == "source")
	assert (source["column"], source["unknown"]) == (None, 2)
	assert any("no column: Source, No of Employees" in warning for warning in result.summary["warnings"])


def test_every_field_has_a_french_label_and_no_two_share_one() -> None:
	assert FRENCH_LABELS.keys() == {field.name for field in ERPNEXT_LEAD_FIELDS}
	assert len({label.casefold() for label in FRENCH_LABELS.values()}) == len(FRENCH_LABELS)
	for field in ERPNEXT_LEAD_FIELDS:
		assert FIELD_OF_LABEL[field.label.casefold()] == field.name


@pytest.mark.skipif(not FACTS.is_dir(), reason=f"{FACTS} is not there: ERPNext's fields cannot be compared")
@pytest.mark.parametrize("version", ["v15", "v16"])
def test_the_fields_are_those_of_erpnext(version: str) -> None:
	facts = json.loads((FACTS / f"{version}.json").read_text(encoding="utf-8"))["Lead"]["fields"]
	ours = {field.name: field for field in ERPNEXT_LEAD_FIELDS}
	kinds = {
		"Select": Kind.CHOICE,
		"Currency": Kind.MONEY,
		"Date": Kind.DATE,
		"Check": Kind.YES_NO,
		"Link": Kind.LINK,
	}

	for name, fact in facts.items():
		if name in ("naming_series", "title") or fact["type"] in ("Table", "Attach Image"):
			continue
		field = ours[CANONICAL_NAMES.get(name, name)]
		expected = Kind.TREE if fact.get("options") == "Territory" else kinds.get(fact["type"], Kind.TEXT)
		assert field.kind is expected, name
		if expected is Kind.CHOICE:
			assert list(field.options) == [option for option in fact["options"] if option]
