"""Whatever cannot be used gives one clear sentence and exit code 2, and leaves nothing behind."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from lead_intelligence.audit.cli import main
from tests.unit.audit.funnel.funnel_runs import LONG, WIDE, funnel
from tests.unit.audit.runs import Run, a_file, run

ROW = "1,2024-01-01,2024-01-02,\n"


def refused(result: Run, *words: str) -> None:
	assert result.exit_code == 2, result.output
	sentence = result.errors.strip()
	assert sentence.count("\n") == 0, sentence
	assert sentence.startswith("lead-intelligence: ")
	for word in words:
		assert word in sentence
	assert not result.folder.exists() or list(result.folder.iterdir()) == []


def test_a_missing_file(tmp_path):
	refused(run("funnel", tmp_path / "gone.csv", out=tmp_path / "out"), "There is no file")


@pytest.mark.parametrize(
	("content", "words"),
	[
		(b"", "log.csv is empty"),
		(ROW.encode() * 2, "has no header"),
		(WIDE.encode(), "has a header but no rows"),
		(b"PK\x03\x04 this is no workbook", "damaged Excel workbook"),
		(b"id,what\n1,2\n", "no column of dates like 2024-03-11"),
		(b"id,at,at\n1,2024-01-01,2024-01-01\n", "two columns named 'at'"),
		(b"id,begun,ended\n1,31/01/2024,01/02/2024\n", "--format"),
		(
			b"deal,what,when\na,Lead,2024-01-01\na,Won,2024-01-02\n",
			"several rows for the same 'deal' and one column of dates",
		),
	],
)
def test_files_that_are_none(tmp_path, content, words):
	refused(funnel(tmp_path, content), words)


def test_no_row_can_be_read(tmp_path):
	refused(
		funnel(tmp_path, "1,x,,\n2,y,,\n3,2024-13-01,,\n", "--stages", "lead_at,won_at"),
		"None of the 3 rows can be read",
		"'lead_at' cannot be read",
		"first in line 2",
	)


@pytest.mark.parametrize(
	("arguments", "words"),
	[
		(["--stages", "lead_at,gone"], "The stage 'gone' is named like no column of log.csv"),
		(["--stages", " , "], "--stages is empty"),
		(["--stages", "a,b,A"], "--stages names 'A' twice"),
		(["--stages", "lead_at,lead-at"], "name a column twice"),
		(["--stages", ",".join(map(str, range(31)))], "--stages names 31 stages; at most 30 fit"),
		(["--won", "gone"], "--won names 'gone', which is none of the stages"),
		(["--won", " "], "--won is empty"),
		(["--won", "won_at", "--lost", "won_at"], "'won_at' cannot mean both won"),
		(["--lost", "gone"], "The stage 'gone' is named like no column"),
		(["--id", "key"], "--id names the column 'key', which the file does not have"),
		(["--group-by", "key"], "--group-by names the column 'key'"),
		(["--amount", "key"], "--amount names the column 'key'"),
		(["--at", "lead_at", "--layout", "wide"], "--stage and --at name columns of a long file"),
		(
			["--layout", "long"],
			"no column that is known to say when a case came to a stage. Name it with --at",
		),
		(["--today", "yesterday"], "--today 'yesterday' is not a date"),
		(["--within", "7,soon"], "--within: 'soon' is not a number of days"),
		(["--within", "-1"], "--within: '-1'"),
		(["--time-zone", "Mars"], "--time-zone: there is no time zone 'Mars'"),
		(["--format", "soonish"], "--format 'soonish' is not a way to write moments"),
		(["--delimiter", "::"], "'::' cannot separate cells"),
		(["--sheet", "A"], "--sheet does not apply"),
	],
)
def test_options_that_make_no_sense(tmp_path, arguments, words):
	refused(funnel(tmp_path, ROW, *arguments), words)


@pytest.mark.parametrize(
	("arguments", "words"),
	[
		(
			["--stages", "New,Old"],
			"No row has one of the stages that --stages names. The column 'stage' holds: Lead",
		),
		(["--lost", "Lost"], "--lost names 'Lost', which no row has"),
		(["--lost", "Lead"], "No stage is left that is not lost"),
		(["--id", "stage", "--stage", "stage"], "must name three columns"),
		(["--stage", "case", "--id", "at"], "no column of dates"),
	],
)
def test_options_that_make_no_sense_of_events(tmp_path, arguments, words):
	refused(funnel(tmp_path, "a,Lead,2024-01-01\n", *arguments, header=LONG), words)


def test_more_stages_than_a_ladder_has(tmp_path):
	rows = "".join(f"a,Stage {number},2024-01-01\n" for number in range(31))

	refused(funnel(tmp_path, rows, header=LONG), "more than 30 different values", "--stages", "Stage 0")


def test_more_groups_than_a_table_has(tmp_path):
	rows = "".join(f"{number},2024-01-01,,\n" for number in range(10_001))

	refused(funnel(tmp_path, rows, "--group-by", "id"), "more than 10,000 different values")


@pytest.mark.parametrize(
	"option", [["--ripe-days", "-1"], ["--ripe-days", "x"], ["--layout", "deep"], ["--cohorts", "day"]]
)
def test_matters_of_usage(tmp_path, option):
	result = funnel(tmp_path, ROW, *option)

	assert result.exit_code == 2
	assert "Invalid value" in result.errors


def test_an_input_is_never_written_over(tmp_path):
	folder = tmp_path / "out"
	folder.mkdir()
	log = a_file(folder, WIDE + ROW, "rejects.csv")

	result = run("funnel", log, out=folder)

	assert "would be overwritten" in result.errors
	assert log.read_text() == WIDE + ROW


def test_help_names_every_option():
	text = CliRunner().invoke(main, ["funnel", "--help"]).stdout

	for option in (
		*("--layout", "--stages", "--won", "--lost", "--id", "--stage", "--at", "--group-by", "--amount"),
		*("--cohorts", "--ripe-days", "--today", "--within", "--time-zone", "--format", "--out"),
		*("--delimiter", "--encoding", "--sheet"),
	):
		assert option in text
	assert "funnel" in CliRunner().invoke(main, ["--help"]).stdout
