"""What comes out: the page, the files, and figures where a file is small, large or odd."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.audit.funnel.funnel_runs import (
	LONG,
	cohort,
	conversion,
	found,
	funnel,
	group,
	reached,
	time_between,
)
from tests.unit.audit.runs import a_file, run

ROOT = Path(__file__).parents[4]
EXAMPLE = ROOT / "examples" / "funnel" / "leads.csv"
DOCS = ROOT / "docs" / "funnel-file.md"
ROWS = "1,2024-01-01,2024-01-03,2024-02-01\n2,2024-01-05,,\n"


def test_what_the_page_shows_is_what_comes_out(tmp_path, monkeypatch):
	monkeypatch.setenv("COLUMNS", "80")
	result = run(
		"funnel",
		EXAMPLE,
		*("--lost", "Refused", "--group-by", "origin", "--amount", "amount"),
		out=tmp_path / "out",
	)

	page = [words_of(line) for line in DOCS.read_text(encoding="utf-8").splitlines()]
	lines = [words for line in result.output.split("Report: ")[0].splitlines() if (words := words_of(line))]
	assert len(lines) > 30
	assert [words for words in lines if words not in page] == []


def words_of(line: str) -> str:
	"""Without the frames of tables."""
	return " ".join(re.sub(r"[^\x00-\x7f–×→]", " ", line).split())


def test_every_key_of_the_summary_is_documented(tmp_path):
	summary = found(tmp_path, ROWS, "--group-by", "id")

	page = DOCS.read_text(encoding="utf-8")
	assert [key for key in keys_of(summary) if f"`{key}`" not in page] == []


def keys_of(value: object) -> set[str]:
	if isinstance(value, dict):
		return set(value) - {"name", "encoding", "delimiter", "id", "at", "stage"} | {
			key for inner in value.values() for key in keys_of(inner)
		}
	return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


class TestTheReport:
	@pytest.fixture
	def page(self, tmp_path: Path) -> str:
		rows = ROWS.replace("\n", ",<i>Web</i>\n") + "3,<b>x</b>,,,{{ 1 }}\n"
		result = funnel(
			tmp_path,
			rows,
			*("--group-by", "origin", "--stages", "<b>lead</b>,mql_at,won_at"),
			header="id,<b>lead</b>,mql_at,won_at,origin\n",
		)
		assert result.exit_code == 0, result.errors
		return result.report

	def test_it_needs_nothing_from_elsewhere(self, page):
		bare = page.replace('xmlns="http://www.w3.org/2000/svg"', "")

		assert not re.search(r"https?:|//[a-z]", bare)
		assert not re.search(r"<(script|link|iframe|img|object|embed|base)\b", bare)
		assert not re.search(r"\b(src|href|xlink:href)\s*=", bare)
		assert not re.search(r"@import|url\(", bare)

	def test_it_escapes_what_it_is_given(self, page):
		assert "<b>" not in page
		assert "<i>" not in page
		assert "&lt;i&gt;Web&lt;/i&gt;" in page

	def test_its_charts_are_described(self, page):
		names = re.findall(r'<svg[^>]* id="chart-([a-z-]+)"', page)

		assert sorted(names) == ["stages-narrow", "stages-wide"]
		assert page.count('role="img" aria-label="Cases that reached each stage: ') == 2


def test_the_same_input_gives_the_same_bytes(tmp_path):
	def written() -> list[bytes]:
		folder = funnel(tmp_path, ROWS, "--group-by", "id").folder
		return [path.read_bytes() for path in sorted(folder.iterdir())]

	before = written()
	assert len(before) == 3
	assert written() == before


def test_a_failure_leaves_the_results_of_an_earlier_run(tmp_path):
	before = funnel(tmp_path, ROWS).summary

	failed = funnel(tmp_path, "1,x,,\n")

	assert failed.exit_code == 2
	assert failed.summary == before


def test_rows_that_cannot_be_read_are_told_and_left_out(tmp_path):
	result = funnel(tmp_path, ROWS + "3,2024-01-09,soon,\n4,2024-01-09\n5,2024-01-32,,\n")

	summary = result.summary
	assert summary["cases"]["all"] == 2
	assert (summary["rows"]["read"], summary["rows"]["unreadable"]) == (5, 3)
	assert [row[0] for row in result.rejects[1:]] == ["4", "5", "6"]
	assert summary["unreadable"][0]["line"] == 4
	assert summary["unreadable"][0]["reason"].startswith("'mql_at' cannot be read: it is not a moment")
	assert "rejects.csv" in result.report


def test_events_that_cannot_be_read(tmp_path):
	rows = "a,Lead,2024-01-01\n,Lead,2024-01-01\na,,2024-01-01\na,Won,soon\n"

	summary = found(tmp_path, rows, "--stages", "Lead,Won", header=LONG)

	assert reached(summary) == {"Lead": 1, "Won": 0}
	assert [reason["reason"].split(":")[0] for reason in summary["unreadable_because"]] == [
		"'case' is blank",
		"'stage' is blank",
		"'at' cannot be read",
	]


def test_one_case(tmp_path):
	summary = found(tmp_path, "1,2024-01-01,2024-01-03,\n")

	assert summary["outcomes"]["won"]["rate"] == 0
	assert summary["outcomes"]["won"]["is_of_few"]
	assert time_between(summary, "lead_at", "mql_at")["days"]["p90"] == 2
	assert time_between(summary, "mql_at", "won_at")["days"] is None
	assert conversion(summary, "mql_at", "won_at")["reached"]["rate"] == 0


def test_a_rate_of_nothing_does_not_exist(tmp_path):
	summary = found(tmp_path, "1,2024-01-01,,\n", "--stages", "mql_at,won_at")

	assert conversion(summary, "mql_at", "won_at")["reached"]["rate"] is None
	assert summary["as_of"] is None
	assert summary["cases"] == {"all": 1, "with_a_stage": 0, "ripe": None}
	assert summary["cohorts"]["rows"] == []


def test_one_stage(tmp_path):
	summary = found(tmp_path, "1,2024-01-01\n2,\n", header="id,lead_at\n")

	assert (summary["times"], summary["conversion"]) == ([], [])
	assert summary["outcomes"]["won"]["cases"] == 1


def test_a_stage_before_the_one_before_it(tmp_path):
	summary = found(
		tmp_path, "1,2024-01-10,2024-01-03,2024-02-01\n2,2024-01-01,2024-01-05,\n3,2024-01-01,2024-01-05,\n"
	)

	time = time_between(summary, "lead_at", "mql_at")
	assert (time["days"]["negative"], time["days"]["min"], time["days"]["median"]) == (1, -7, 4)
	assert conversion(summary, "lead_at", "mql_at")["in_order"] == 2
	assert any("1 case came to 'mql_at' before 'lead_at'" in note for note in summary["cautions"])


def test_columns_the_wrong_way_round_are_told(tmp_path):
	summary = found(tmp_path, "1,2024-02-01,2024-01-03,\n2,2024-01-09,2024-01-05,\n")

	assert [doubt["doubt"] for doubt in summary["doubts"]] == ["backwards"]
	assert any("'mql_at' mostly comes before 'lead_at'" in note for note in summary["cautions"])


def test_some_are_won_and_lost(tmp_path):
	rows = "1,2024-01-01,2024-01-09,2024-01-05\n2,2024-01-01,,2024-01-11\n3,2024-01-02,,\n"

	summary = found(tmp_path, rows, "--lost", "lost_at", header="id,lead_at,won_at,lost_at\n")

	outcomes = summary["outcomes"]
	assert (outcomes["won"]["cases"], outcomes["lost"], outcomes["open"], outcomes["won_and_lost"]) == (
		1,
		1,
		1,
		1,
	)
	assert outcomes["won_of_closed"]["rate"] == 0.5
	assert outcomes["days_to_lost"]["median"] == 10
	assert reached(summary) == {"lead_at": 3, "won_at": 1}


def test_won_may_be_a_stage_before_the_last(tmp_path):
	rows = "1,2024-01-01,2024-01-09,\n2,2024-01-01,2024-01-11,2024-03-01\n3,2024-01-02,,\n4,2024-01-02,,2024-03-01\n"

	summary = found(tmp_path, rows, "--won", "MQL at")

	assert summary["outcomes"]["won"]["cases"] == 3
	assert summary["outcomes"]["days_to_won"]["cases"] == 2


def test_moments_with_and_without_an_offset(tmp_path):
	rows = "1,2024-03-31 00:30,2024-03-31T03:30:00.5+02:00,\n2,2024-07-01 23:30,2024-07-02T00:30:00+02:00,\n"

	in_utc = found(tmp_path, rows)
	in_paris = found(tmp_path, rows, "--time-zone", "Europe/Paris")

	assert time_between(in_utc, "lead_at", "mql_at")["elapsed_days"]["min"] == pytest.approx(-1 / 24)
	times = time_between(in_paris, "lead_at", "mql_at")
	# The clocks of Paris skip an hour in the night of the 31st of March.
	assert times["elapsed_days"]["max"] == pytest.approx(2.000138888 / 24)
	assert times["elapsed_days"]["min"] == pytest.approx(1 / 24)
	assert (times["days"]["min"], times["days"]["max"]) == (0, 1)
	assert any("Of 4 moments 2 have no offset" in note for note in in_paris["cautions"])


def test_other_ways_to_write_dates(tmp_path):
	summary = found(tmp_path, "1,31/01/2024,02/02/2024,\n", "--format", "DD/MM/YYYY", "--layout", "wide")

	assert time_between(summary, "lead_at", "mql_at")["days"]["median"] == 2


def test_seconds_since_1970_do_not_make_stages_of_other_numbers(tmp_path):
	summary = found(
		tmp_path,
		"1,1704067200,1704153600,7\n",
		*("--format", "epoch"),
		header="id,lead_at,won_at,employees\n",
	)

	assert summary["columns"]["stages"] == ["lead_at", "won_at"]
	assert time_between(summary, "lead_at", "won_at")["elapsed_days"]["median"] == 1


def test_a_file_with_a_byte_order_mark_and_semicolons(tmp_path):
	summary = found(tmp_path, "\ufeffid;lead_at;won_at\n1;2024-01-01;2024-01-02\n".encode())

	assert reached(summary) == {"lead_at": 1, "won_at": 1}


def test_the_same_id_twice(tmp_path):
	summary = found(tmp_path, ROWS + "2,2024-01-06,,\n3,2024-01-07,,\n")

	assert summary["cases"]["all"] == 4
	assert summary["repeated_ids"] == {"rows": 1, "examples": [{"id": "2", "lines": [3, 4]}]}


def test_five_thousand_groups(tmp_path):
	rows = "".join(
		f"{number},2024-01-01,,{'2024-01-09' if number % 3 else ''},c{number % 5_000}\n"
		for number in range(12_000)
	)

	result = funnel(tmp_path, rows, "--group-by", "campaign", header="id,lead_at,mql_at,won_at,campaign\n")

	groups = result.summary["groups"]["rows"]
	assert len(groups) == 5_000
	assert sum(row["cases"] for row in groups) == 12_000
	assert sum(row["won"]["cases"] for row in groups) == result.summary["outcomes"]["won"]["cases"] == 8_000
	assert groups[0]["group"] == "c0"
	assert "4,980 more" in result.output
	assert "4,900 more are in" in result.report


def test_cohorts_that_are_not_ripe_are_marked(tmp_path):
	rows = "1,2024-01-05,,2024-02-01\n2,2024-03-05,,\n3,2024-04-01,,2024-04-03\n"

	result = funnel(tmp_path, rows, "--today", "2024-06-15")

	assert [(row["cohort"], row["is_ripe"]) for row in result.summary["cohorts"]["rows"]] == [
		("2024-01", True),
		("2024-03", True),
		("2024-04", False),
	]
	assert result.summary["outcomes"]["won_of_ripe"] | {"low": 0, "high": 0} == {
		"cases": 1,
		"of": 2,
		"rate": 0.5,
		"low": 0,
		"high": 0,
		"is_of_few": True,
	}
	assert "not ripe" in result.output
	assert "1 month (since 2024-04) is not ripe" in " ".join(result.output.split())


@pytest.mark.parametrize(
	("span", "name"), [("quarter", "2024-Q1"), ("week", "2024-W01"), ("month", "2024-01")]
)
def test_cohorts_of_other_lengths(tmp_path, span, name):
	assert cohort(found(tmp_path, ROWS, "--cohorts", span), name)["cases"] == 2


def test_what_is_known_of_closed_cases_only_has_a_win_rate_and_no_conversion(tmp_path):
	rows = "1,2024-01-01,2024-01-09,,Ines\n2,2024-01-01,,2024-01-11,Ines\n3,2024-01-02,,,\n"

	summary = found(
		tmp_path,
		rows,
		*("--lost", "lost_at", "--group-by", "closed_by"),
		header="id,lead_at,won_at,lost_at,closed_by\n",
	)

	assert summary["groups"]["known_of_closed_only"]
	assert group(summary, "Ines")["won"]["rate"] is None
	assert group(summary, "Ines")["won_of_closed"]["rate"] == 0.5


def test_the_summary_is_json(tmp_path):
	result = funnel(tmp_path, ROWS)

	text = (result.folder / "summary.json").read_text(encoding="utf-8")
	assert json.loads(text)["format"] == "lead-intelligence/funnel/1"
	assert "NaN" not in text
	assert a_file(tmp_path, text, "again.json").exists()
