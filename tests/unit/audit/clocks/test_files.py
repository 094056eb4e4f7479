"""What rows of a file mean, and what is said of those that say something odd."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from lead_intelligence.audit.cli import main
from tests.unit.audit.clocks.clock_runs import answers, clocks, elapsed
from tests.unit.audit.runs import Run, rows_of, run

NINE = "2024-03-11 09:00:00"


def caution(result: Run) -> str:
	assert result.exit_code == 0, result.errors
	assert len(result.summary["cautions"]) == 1, result.summary["cautions"]
	return result.summary["cautions"][0]


def test_a_plain_file(tmp_path):
	result = clocks(tmp_path, f"L-1,{NINE},2024-03-11 09:04:31\nL-2,{NINE},2024-03-11T10:00Z\n")

	summary = result.summary
	assert (summary["answered"], summary["open"], summary["as_of"]) == (2, 0, None)
	assert (summary["time_zone"], summary["time_zone_is_given"]) == ("UTC", False)
	assert (summary["working"], summary["calendar"], summary["waiting"]["elapsed"]) == (None, None, None)
	assert summary["period"] == {
		"first_due_from": "2024-03-11T09:00:00+00:00",
		"last_due_from": "2024-03-11T09:00:00+00:00",
	}
	assert answers(result)[0] == {
		"line": "2",
		"id": "L-1",
		"due_from": "2024-03-11T09:00:00+00:00",
		"answered_at": "2024-03-11T09:04:31+00:00",
		"state": "answered",
		"elapsed_seconds": "271",
		"working_seconds": "",
	}
	assert "moments without offset are read in UTC (--time-zone names another)" in result.output
	assert "no working time: --hours says when people work" in result.output


def test_unanswered_rows_are_open(tmp_path):
	blanks = ("", "NULL", "None", "NaT", "\\N", "n/a", "-", "0000-00-00 00:00:00")
	rows = "".join(f"{number},{NINE},{blank}\n" for number, blank in enumerate(blanks))

	result = clocks(tmp_path, f"x,{NINE},2024-03-11 09:01\n{rows}")

	assert (result.summary["answered"], result.summary["open"]) == (1, len(blanks))
	assert result.summary["elapsed"]["count"] == 1
	assert result.summary["elapsed"]["within"][0] | {"share_of_all": None} == {
		"minutes": 5,
		"count": 1,
		"share": 1.0,
		"share_of_all": None,
	}
	assert result.summary["elapsed"]["within"][0]["share_of_all"] == 1 / 9
	assert result.summary["cautions"] == []


def test_open_rows_wait_as_of_a_moment(tmp_path):
	rows = f"1,{NINE},\n2,2024-03-15 17:00,\n3,2024-03-20 09:00,\n4,{NINE},2024-03-11 09:00:10\n"

	result = clocks(
		tmp_path,
		rows,
		"--now",
		"2024-03-18T11:00+01:00",
		"--hours",
		"Mon-Fri 9-18",
		"--time-zone",
		"Europe/Paris",
	)

	assert result.summary["as_of"] == "2024-03-18T11:00:00+01:00"
	assert [row["state"] for row in answers(result)] == ["open", "open", "not due yet", "answered"]
	assert elapsed(result) == [str(7 * 86_400 + 7_200), str(66 * 3_600), "", "10"]
	assert result.summary["waiting"]["working"]["min_seconds"] == 3 * 3_600
	assert result.summary["waiting"]["elapsed"]["count"] == 2
	assert caution(result) == "1 row without answer is due only after --now, and left out."


def test_answers_after_now_count(tmp_path):
	result = clocks(tmp_path, f"1,{NINE},2024-03-11 10:00\n", "--now", "2024-03-11 09:30")

	assert result.summary["elapsed"]["median_seconds"] == 3_600
	assert caution(result) == "1 answer lies after --now and counts all the same."


def test_now_is_now(tmp_path):
	result = clocks(tmp_path, f"1,{NINE},\n", "--now", "now")

	assert result.summary["waiting"]["elapsed"]["min_seconds"] > 86_400


def test_answers_before_due_are_named_and_left_out(tmp_path):
	rows = "".join(f"E-{number},{NINE},2024-03-11 08:58:30\n" for number in range(7))

	result = clocks(tmp_path, f"L-1,{NINE},2024-03-11 09:00\n{rows}")

	assert result.summary["rows"]["answered_before_due"] == 7
	assert result.summary["elapsed"]["count"] == 1
	assert result.summary["elapsed"]["min_seconds"] == 0
	assert elapsed(result)[1] == "-90"
	assert caution(result).startswith(
		"7 rows are answered before they are due; they are left out of all figures: line 3 (E-0, 90 s before), "
	)
	assert caution(result).endswith("line 7 (E-4, 90 s before) ….")
	assert result.summary["answered_before_due"][0] == {"line": 3, "id": "E-0", "reason": "90 s before"}


def test_moments_with_and_without_offset(tmp_path):
	rows = f"1,{NINE},2024-03-11T08:30Z\n2,{NINE}+01:00,2024-03-11 09:45\n"

	result = clocks(tmp_path, rows, "--time-zone", "Europe/Paris")

	assert elapsed(result) == ["1800", "2700"]
	assert (result.summary["moments"]["with_offset"], result.summary["moments"]["without_offset"]) == (2, 2)
	assert caution(result) == (
		"Of 4 moments 2 have no offset from UTC and are read in Europe/Paris, the other 2 as they say."
	)


def test_hours_that_come_twice_or_are_skipped_are_told(tmp_path):
	rows = "1,2024-10-27 02:30,2024-10-27 03:30\n2,2024-03-31 02:30,2024-03-31 04:00\n"

	result = clocks(tmp_path, rows, "--time-zone", "Europe/Paris")

	assert elapsed(result) == ["7200", "1800"]
	twice, skipped = result.summary["cautions"]
	assert twice.startswith("1 moment lies in an hour that the clocks of Europe/Paris show twice")
	assert skipped.startswith("1 moment lies in an hour that the clocks of Europe/Paris skip")


def test_days_without_a_time_are_told(tmp_path):
	assert caution(clocks(tmp_path, f"1,2024-03-11,{NINE}\n")) == (
		"1 moment has no time of day and is taken for 00:00."
	)


def test_unreadable_rows_cost_themselves_alone(tmp_path):
	rows = (
		f"1,{NINE},2024-03-11 09:01\n2,soon,{NINE}\n3,{NINE},1710151200\n4,,{NINE}\n5,{NINE}\n\n6,{NINE},\n"
	)

	result = clocks(tmp_path, rows)

	assert result.exit_code == 0
	assert result.summary["rows"] | {"read": 0} == {
		"read": 0,
		"answered": 1,
		"open": 1,
		"answered_before_due": 0,
		"not_due_yet": 0,
		"unreadable": 4,
		"blank": 1,
	}
	assert [(one["line"], one["id"]) for one in result.summary["unreadable"]] == [
		(3, "2"),
		(4, "3"),
		(5, "4"),
		(6, ""),
	]
	assert [row[0] for row in result.rejects[1:]] == ["3", "4", "5", "6"]
	reasons = [row[1] for row in result.rejects[1:]]
	assert "'due_from' cannot be read: it is not a moment" in reasons[0]
	assert "'answered_at' cannot be read: it is a number" in reasons[1]
	assert reasons[2:] == ["'due_from' is blank", "it has 2 cells where the header has 3"]
	assert "first in line 3" in " ".join(result.output.split())


def test_repeated_ids_are_named(tmp_path):
	rows = "".join(f"{lead},{NINE},2024-03-11 09:01\n" for lead in "ABACBAD")

	result = clocks(tmp_path, rows)

	assert result.summary["answered"] == 7
	assert result.summary["repeated_ids"] == {
		"rows": 3,
		"examples": [{"id": "A", "lines": [2, 4]}, {"id": "B", "lines": [3, 6]}],
	}
	assert (
		caution(result)
		== "3 rows repeat IDs of rows above; all count: A in lines 2 and 4; B in lines 3 and 6."
	)


def test_rows_and_files_without_ids(tmp_path):
	without = clocks(tmp_path, f",{NINE},\nL-1,{NINE},{NINE}\n")
	assert caution(without) == "1 row has no ID."

	nowhere = clocks(tmp_path, f"{NINE},{NINE}\n", header="due_from,answered_at\n")
	assert "no column that is known to hold an ID" in caution(nowhere)
	assert nowhere.summary["repeated_ids"] is None
	assert "ID not known" in nowhere.output


def test_a_file_without_answers(tmp_path):
	result = clocks(tmp_path, f"1,{NINE},\n")

	assert result.summary["elapsed"] is None
	assert "may be the wrong column" in caution(result)


def test_another_delimiter_encoding_and_form(tmp_path):
	content = "Référence;Créé le;Réponse\nÉtude 1;11/03/2024 09:00;11/03/2024 09:05:30\n".encode("cp1252")

	result = clocks(
		tmp_path,
		content,
		*("--id", "reference", "--due-from", "Créé le", "--answered-at", "Réponse"),
		*("--format", "DD/MM/YYYY HH:mm", "--format", "DD/MM/YYYY HH:mm:ss"),
	)

	assert result.summary["elapsed"]["median_seconds"] == 330
	assert result.summary["file"] == {
		"name": "log.csv",
		"format": "CSV",
		"encoding": "cp1252",
		"delimiter": "semicolon",
	}
	assert rows_of(result.folder / "answers.csv", ";")[1][1] == "Étude 1"


def test_a_workbook_keeps_fractions_of_a_second(tmp_path):
	workbook = openpyxl.Workbook()
	workbook.active.append(["id", "due_from", "answered_at"])
	workbook.active.append(["1", datetime(2024, 3, 11), datetime(2024, 3, 11, 0, 4, 31, 250_000)])
	path = tmp_path / "log.xlsx"
	workbook.save(path)

	result = run("clocks", path, out=tmp_path / "out")

	assert result.summary["elapsed"]["median_seconds"] == 271.25


def test_texts_that_a_spreadsheet_would_run_are_made_harmless(tmp_path):
	result = clocks(tmp_path, f"=1+1,{NINE},{NINE}\n")

	assert answers(result)[0]["id"] == "'=1+1"


def test_limits_are_chosen(tmp_path):
	result = clocks(tmp_path, f"1,{NINE},2024-03-11 09:00:30\n", "--within", "60, 0.5,60,0.25")

	within = result.summary["elapsed"]["within"]
	assert [(one["minutes"], one["count"]) for one in within] == [(0.25, 0), (0.5, 1), (60, 1)]
	assert "≤ 0.5 min" in result.output


def test_the_same_input_gives_the_same_bytes(tmp_path):
	rows = f"1,{NINE},{NINE}\n2,{NINE},\n"

	first = {path.name: path.read_bytes() for path in clocks(tmp_path, rows).folder.iterdir()}
	second = {path.name: path.read_bytes() for path in clocks(tmp_path, rows).folder.iterdir()}

	assert first == second
	assert sorted(first) == ["answers.csv", "rejects.csv", "summary.json"]


def test_results_go_beside_where_one_stands(tmp_path: Path, monkeypatch):
	monkeypatch.chdir(tmp_path)
	Path("log.csv").write_text(f"id,due_from,answered_at\n1,{NINE},{NINE}\n")

	assert CliRunner().invoke(main, ["clocks", "log.csv"]).exit_code == 0
	assert Path("log-clocks", "summary.json").is_file()
