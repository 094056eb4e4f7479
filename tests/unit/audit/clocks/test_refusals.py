"""Whatever cannot be used gives one clear sentence and exit code 2, and leaves nothing behind."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from lead_intelligence.audit.cli import main
from tests.unit.audit.clocks.clock_runs import HEADER, clocks
from tests.unit.audit.runs import Run, a_file, run

ROW = "1,2024-03-11 09:00,2024-03-11 10:00\n"


def refused(result: Run, *words: str) -> None:
	assert result.exit_code == 2, result.output
	sentence = result.errors.strip()
	assert sentence.count("\n") == 0, sentence
	assert sentence.startswith("lead-intelligence: ")
	for word in words:
		assert word in sentence
	assert not result.folder.exists() or list(result.folder.iterdir()) == []


def test_a_missing_file(tmp_path):
	refused(run("clocks", tmp_path / "gone.csv", out=tmp_path / "out"), "There is no file")


@pytest.mark.parametrize(
	("content", "words"),
	[
		(b"", "log.csv is empty"),
		(b"\n\n", "log.csv is empty"),
		(HEADER.encode(), "has a header but no rows"),
		(ROW.encode() * 2, "has no header"),
		(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "neither a text file nor an Excel workbook"),
		(b"PK\x03\x04 this is no workbook", "damaged Excel workbook"),
		(b"id,when,what\n1,2,3\n", "no column that is known to say from which moment an answer is due"),
		(b"due_from,due_from,answered\n1,2,3\n", "two columns named 'due_from'"),
		(b"just a sentence\nand another one\n", "no column that is known"),
	],
)
def test_files_that_are_none(tmp_path, content, words):
	refused(clocks(tmp_path, content), words)


def test_no_row_can_be_read(tmp_path):
	refused(
		clocks(tmp_path, "1,11/03/2024 09:00,x\n2,12/03/2024 10:00,y\n3,,\n"),
		"None of the 3 rows can be read, 2 of them for this reason",
		"'due_from' cannot be read",
		"--format",
		"first in line 2",
	)
	refused(clocks(tmp_path, "1,1710151200,1710151800\n"), "--format epoch")


@pytest.mark.parametrize(
	("arguments", "words"),
	[
		(["--due-from", "begun"], "--due-from names the column 'begun', which the file does not have"),
		(["--answered-at", "ended"], "--answered-at names the column 'ended'"),
		(["--id", "key"], "--id names the column 'key'"),
		(["--by", "owner"], "--by names the column 'owner'"),
		(["--time-zone", "Europe/Pariss"], "--time-zone: there is no time zone 'Europe/Pariss'"),
		(["--time-zone", "../etc"], "--time-zone: there is no time zone"),
		(
			["--hours", "Mon-Fri 9-17", "--calendar-zone", "Mars"],
			"--calendar-zone: there is no time zone 'Mars'",
		),
		(["--hours", "Mon-Fri 17-9"], "--hours: '17-9'"),
		(["--hours", ""], "--hours is empty"),
		(["--holiday", "2024-05-01"], "--holiday is of no use without working hours; add --hours"),
		(["--holidays", "days.txt"], "--holidays is of no use"),
		(["--calendar-zone", "UTC"], "--calendar-zone is of no use"),
		(["--hours", "Mon 9-17", "--holiday", "1 May"], "--holiday '1 May' is not a date"),
		(["--hours", "Mon 9-17", "--holidays", "nowhere.txt"], "There is no file of holidays nowhere.txt"),
		(["--now", "tomorrow"], "--now 'tomorrow' is not a moment"),
		(["--format", "soonish"], "--format 'soonish' is not a way to write moments"),
		(["--within", "5,soon"], "--within: 'soon' is not a number of minutes"),
		(["--within", "0"], "--within: '0'"),
		(["--within", "-5"], "--within: '-5'"),
		(["--within", "nan"], "--within: 'nan'"),
		(["--within", "1e99"], "--within: '1e99'"),
		(["--delimiter", "::"], "'::' cannot separate cells"),
		(["--encoding", "klingon"], "'klingon' is not an encoding"),
		(["--sheet", "A"], "--sheet does not apply"),
	],
)
def test_options_that_make_no_sense(tmp_path, arguments, words):
	refused(clocks(tmp_path, ROW, *arguments), words)


def test_an_input_is_never_written_over(tmp_path):
	folder = tmp_path / "out"
	folder.mkdir()
	log = a_file(folder, HEADER + ROW, "answers.csv")

	result = run("clocks", log, out=folder)

	assert result.exit_code == 2
	assert "would be overwritten" in result.errors
	assert log.read_text() == HEADER + ROW


def test_a_failure_leaves_the_results_of_an_earlier_run(tmp_path):
	before = clocks(tmp_path, ROW).summary

	failed = clocks(tmp_path, "1,x,y\n")

	assert failed.exit_code == 2
	assert failed.summary == before


def test_a_missing_file_name_is_a_matter_of_usage():
	result = CliRunner().invoke(main, ["clocks"])

	assert result.exit_code == 2
	assert "Missing argument 'FILE'" in result.stderr


def test_help_names_every_option():
	text = CliRunner().invoke(main, ["clocks", "--help"]).stdout

	for option in (
		*(
			"--id",
			"--due-from",
			"--answered-at",
			"--by",
			"--time-zone",
			"--format",
			"--now",
			"--within",
			"--hours",
		),
		*("--holidays", "--holiday", "--calendar-zone", "--out", "--delimiter", "--encoding", "--sheet"),
	):
		assert option in text
	assert "clocks" in CliRunner().invoke(main, ["--help"]).stdout
