"""Whatever cannot be used gives one clear sentence and exit code 2, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from .runs import LEADS, MAP, Run, a_file, a_model, a_rule, an_audit, run


def refused(result: Run, *words: str) -> None:
	assert result.exit_code == 2, result.output
	sentence = result.errors.strip()
	assert sentence.count("\n") == 0, sentence
	assert sentence.startswith("lead-intelligence: ")
	assert "Traceback" not in sentence
	for word in words:
		assert word in sentence
	left = [] if not result.folder.exists() else list(result.folder.iterdir())
	assert left == []


def test_a_missing_file(tmp_path: Path) -> None:
	refused(run("audit", tmp_path / "gone.csv", out=tmp_path / "out"), "There is no file", "gone.csv")


def test_a_directory(tmp_path: Path) -> None:
	refused(run("audit", tmp_path, out=tmp_path / "out"), "is a directory")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", "\ufeff".encode("utf-16-le"), b"\n" * 50])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
	refused(an_audit(tmp_path, content), "leads.csv is empty")


def test_a_header_without_rows(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, "Number,Origin,Visits,Bought\n"), "has a header but no rows")


@pytest.mark.parametrize(
	"leads",
	["1,Web,5,1\n2,Fair,0,0\n", "2024-05-01,12,a@b.example\n2024-05-02,13,c@d.example\n", ";;;\n1;2;3;4\n"],
)
def test_no_header(tmp_path: Path, leads: str) -> None:
	result = an_audit(tmp_path, leads)

	assert result.exit_code == 2
	assert "has no header" in result.errors


def test_two_columns_of_one_name(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Origin\n1,Web,5,1\n"

	refused(an_audit(tmp_path, leads), "two columns named 'Origin'", "columns 2 and 4")


def test_a_broken_workbook(tmp_path: Path) -> None:
	path = a_file(tmp_path, b"PK\x03\x04 this is no workbook", "leads.xlsx")

	refused(run("audit", path, out=tmp_path / "out"), "damaged Excel workbook")


def test_an_old_or_locked_workbook(tmp_path: Path) -> None:
	path = a_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "leads.xls")

	refused(run("audit", path, out=tmp_path / "out"), "old Excel file", "password")


def test_a_picture(tmp_path: Path) -> None:
	path = a_file(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "leads.csv")

	refused(run("audit", path, out=tmp_path / "out"), "neither a text file nor an Excel workbook")


def test_an_encoding_nobody_knows(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, LEADS, MAP, "--encoding", "klingon"), "'klingon' is not an encoding")


def test_a_codec_that_is_no_encoding(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, LEADS, MAP, "--encoding", "base64"), "'base64' is not an encoding")


def test_a_delimiter_of_two_characters(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, LEADS, MAP, "--delimiter", "::"), "'::' cannot separate cells")


def test_a_sheet_of_a_text_file(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, LEADS, MAP, "--sheet", "Leads"), "--sheet does not apply")


def test_a_foreign_file_without_a_mapping(tmp_path: Path) -> None:
	result = run("audit", a_file(tmp_path, LEADS), out=tmp_path / "out")

	refused(result, "does not look like a lead export of ERPNext", "--suggest-map")


def test_a_day_that_is_none(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, LEADS, MAP, "--today", "31/12/2024"), "'31/12/2024' is not a date")


@pytest.mark.parametrize(
	("mapping", "words"),
	[
		(
			"fields: {a: {column: Nowhere}}",
			["map.yaml maps 'a' to the column 'Nowhere'", "Its columns are: Number"],
		),
		(
			"fields: {a: {column: Origin, kind: colour}}",
			["unknown kind 'colour'", "the field 'a'", "text, number"],
		),
		("fields: {a: {column: Origin, knid: text}}", ["unknown key 'knid'", "Did you mean 'kind'"]),
		("feilds: {a: Origin}", ["unknown key 'feilds'", "Did you mean 'fields'"]),
		("fields: {a: {kind: text}}", ["names no column for the field 'a'"]),
		("fields: {}", ["maps no fields"]),
		("fields: [a, b]", ["must have 'key: value' lines in 'fields'"]),
		("just a text", ["must have 'key: value' lines"]),
		("fields: {a: [1", ["is not valid YAML: line 1"]),
		("fields:\n  a: Origin\n  a: Visits", ["line 3", "the key 'a' stands there twice"]),
		("id: Nowhere\nfields: {a: Origin}", ["maps 'id' to the column 'Nowhere'"]),
		("today: soon\nfields: {a: Origin}", ["'soon' as 'today'", "YYYY-MM-DD"]),
		(
			"fields: {a: {column: Visits, kind: number, blank: none}}",
			["cannot read the 'blank'", "'none' is not a number"],
		),
		(
			"fields: {a: {column: Origin, kind: date, dates: [soonish]}}",
			["cannot read the dates", "'soonish'"],
		),
		(
			"fields: {a: {column: Origin, kind: date, dates: [MM/YYYY]}}",
			["cannot read the dates", "'MM/YYYY'"],
		),
		("fields: {a: {column: Visits, kind: number, decimal: ;}}", ["';' as the decimal sign"]),
		("fields: {a: {column: Origin, separator: /}}", ["only trees and lists have one"]),
		("fields: {a: {column: Origin, changed: Nowhere}}", ["the changes of 'a'", "'Nowhere'"]),
		("outcome: {column: Bought}\nfields: {a: Origin}", ["must name under 'outcome'"]),
		(
			"outcome: {column: Bought, won: 1, blank: no}\nfields: {a: Origin}",
			["'no' as the meaning of a blank"],
		),
		(
			"outcome: {column: Nowhere, won: 1}\nfields: {a: Origin}",
			["maps 'outcome' to the column 'Nowhere'"],
		),
	],
)
def test_a_mapping_that_does_not_fit(tmp_path: Path, mapping: str, words: list[str]) -> None:
	refused(an_audit(tmp_path, LEADS, mapping), *words)


def test_a_missing_mapping(tmp_path: Path) -> None:
	result = run("audit", a_file(tmp_path, LEADS), "--map", tmp_path / "no.yaml", out=tmp_path / "out")

	refused(result, "There is no mapping file")


def test_a_rule_on_a_field_that_is_not_mapped(tmp_path: Path) -> None:
	model = a_model(tmp_path, [a_rule("From a fair", 5, "orign", "is", "Fair")])

	refused(an_audit(tmp_path, model=model), "model.json cannot be used", "row 1", "orign")


def test_a_rule_with_an_operator_that_does_not_exist(tmp_path: Path) -> None:
	model = a_model(tmp_path, [a_rule("From a fair", 5, "origin", "resembles", "Fair")])

	refused(an_audit(tmp_path, model=model), "row 1", "resembles")


def test_a_rule_with_an_operator_that_does_not_fit(tmp_path: Path) -> None:
	model = a_model(tmp_path, [a_rule("From a fair", 5, "origin", "is at least", 3)])

	refused(an_audit(tmp_path, model=model), "row 1", "is at least", "Origin")


def test_every_problem_of_a_model_is_told(tmp_path: Path) -> None:
	model = a_model(
		tmp_path, [a_rule("One", 5, "nope", "is", "x"), a_rule("Two", 5, "origin", "resembles", "x")]
	)

	result = an_audit(tmp_path, model=model)

	assert result.exit_code == 2
	assert len(result.errors.strip().splitlines()) == 3
	assert "row 1" in result.errors
	assert "row 2" in result.errors


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "something else"}', b"\xff\xfe\xfa"])
def test_a_model_file_that_is_none(tmp_path: Path, content: str | bytes) -> None:
	model = a_file(tmp_path, content, "model.json")

	refused(an_audit(tmp_path, model=model), "model.json")


def test_a_missing_model(tmp_path: Path) -> None:
	refused(an_audit(tmp_path, model=tmp_path / "no.json"), "There is no model file")


def test_an_outcome_column_that_is_not_there(tmp_path: Path) -> None:
	refused(
		an_audit(tmp_path, LEADS, MAP, "--outcome", "Sold=1"),
		"the column 'Sold', which the file does not have",
	)


@pytest.mark.parametrize("outcome", ["Bought", "Bought=", "=1", "Bought=,"])
def test_an_outcome_without_a_value(tmp_path: Path, outcome: str) -> None:
	refused(an_audit(tmp_path, LEADS, MAP, "--outcome", outcome), "not of the form Column=value")


def test_an_outcome_that_nobody_reached(tmp_path: Path) -> None:
	result = an_audit(tmp_path, LEADS, MAP, "--outcome", "Bought=Yes")

	refused(result, "No lead has 'Yes' in the outcome column 'Bought'", "1, 0")


def test_an_outcome_that_everybody_reached(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Bought\n1,Web,5,1\n2,Fair,0,1\n"

	refused(an_audit(tmp_path, leads), "Every lead with a known outcome has '1'")


def test_an_outcome_that_is_blank_throughout(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Bought\n1,Web,5,\n2,Fair,0,\n"

	refused(an_audit(tmp_path, leads), "is blank in all rows")


def test_rows_that_are_all_ragged(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Bought\n1,Web\n2,Fair\n"

	refused(an_audit(tmp_path, leads), "None of the 2 rows can be read", "2 cells where the header has 4")


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
	folder = tmp_path / "out"
	folder.mkdir()
	leads = a_file(folder, LEADS, "scored.csv")

	result = run(
		"audit", leads, "--map", a_file(tmp_path, MAP, "map.yaml"), "--model", a_model(tmp_path), out=folder
	)

	assert result.exit_code == 2
	assert "would be overwritten" in result.errors
	assert leads.read_text() == LEADS
	assert list(folder.iterdir()) == [leads]


def test_a_file_where_the_results_should_go(tmp_path: Path) -> None:
	a_file(tmp_path, "x", "out")

	result = an_audit(tmp_path)

	assert result.exit_code == 2
	assert "is a file. Name a directory" in result.errors


def test_a_failed_audit_leaves_the_results_of_an_earlier_one(tmp_path: Path) -> None:
	before = an_audit(tmp_path).report

	failed = an_audit(tmp_path, LEADS, MAP, "--outcome", "Bought=Yes")

	assert failed.exit_code == 2
	assert failed.report == before
	assert sorted(path.name for path in failed.folder.iterdir()) == [
		"rejects.csv",
		"report.html",
		"scored.csv",
		"summary.json",
	]
