from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from lead_intelligence.audit.refusal import AuditRefused
from lead_intelligence.audit.tables.opening import open_table

from .runs import MAP, a_file, a_model, run


def a_workbook(folder: Path, *rows: list[object], name: str = "leads.xlsx", sheet: str = "Leads") -> Path:
	workbook = Workbook()
	worksheet = workbook.active
	assert worksheet is not None
	worksheet.title = sheet
	for row in rows:
		worksheet.append(row)
	workbook.create_sheet("Other").append(["nothing"])
	workbook.save(folder / name)
	return folder / name


def test_values_become_texts(tmp_path: Path) -> None:
	path = a_workbook(
		tmp_path,
		["Name", "Visits", "Rate", "Since", "At", "Yes"],
		["Anne", 3, 1.5, date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), True],
		["Bart", 4.0, None, None, None, False],
	)

	records = list(open_table(path).records())

	assert [record.cells for record in records] == [
		["Anne", "3", "1.5", "2024-05-01", "2024-05-01 09:30:00", "yes"],
		["Bart", "4", "", "", "", "no"],
	]
	assert [record.line for record in records] == [2, 3]


def test_rows_keep_their_number_and_blank_ones_are_no_rows(tmp_path: Path) -> None:
	path = a_workbook(
		tmp_path, [None, None], ["Name", "City"], ["Anne"], [], ["Bart", "Gent", "more"], [None, None, None]
	)

	table = open_table(path)
	records = list(table.records())

	assert [(record.line, record.cells) for record in records] == [
		(3, ["Anne", ""]),
		(5, ["Bart", "Gent", "more"]),
	]
	assert records[1].problem == "it has 3 cells where the header has 2"


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
	path = a_workbook(tmp_path, ["Name"], ["Anne"])

	assert open_table(path, sheet="Leads").about["sheet"] == "Leads"
	with pytest.raises(AuditRefused, match=r"has no sheet 'Leeds'\. Its sheets are: Leads, Other"):
		open_table(path, sheet="Leeds")


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
	path = a_workbook(tmp_path, ["Name"], ["Anne"], name="leads.csv")

	assert open_table(path).about["format"] == "Excel workbook"


def test_a_workbook_has_no_encoding(tmp_path: Path) -> None:
	path = a_workbook(tmp_path, ["Name"], ["Anne"])

	with pytest.raises(AuditRefused, match="--encoding and --delimiter do not apply"):
		open_table(path, encoding="utf-8")


def test_a_workbook_cut_off_in_the_middle(tmp_path: Path) -> None:
	path = a_workbook(tmp_path, ["Name"], *[[f"Lead {number}"] for number in range(500)])
	path.write_bytes(path.read_bytes()[:-800])

	with pytest.raises(AuditRefused, match="damaged Excel workbook"):
		list(open_table(path).records())


def test_a_workbook_is_audited_like_a_text(tmp_path: Path) -> None:
	leads = a_workbook(
		tmp_path,
		["Number", "Origin", "Visits", "Bought"],
		[1, "Web", 5, 1],
		[2, "Fair", 0, 0],
		[3, "Web", "#N/A", 0],
	)

	result = run(
		"audit",
		leads,
		"--map",
		a_file(tmp_path, MAP, "map.yaml"),
		"--model",
		a_model(tmp_path),
		out=tmp_path / "out",
	)

	assert result.exit_code == 0
	assert [row[-3:-1] for row in result.scored[1:]] == [["30", "Hot"], ["0", "Cold"], ["20", "Warm"]]
	visits = next(field for field in result.summary["fields"] if field["field"] == "visits")
	assert visits["unreadable"] == 1
