"""What an audit writes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .runs import LEADS, MAP, a_model, a_rule, an_audit, rows_of


def test_the_input_is_kept_and_score_grade_and_reasons_follow(tmp_path: Path) -> None:
	result = an_audit(tmp_path)

	assert result.exit_code == 0, result.errors
	assert result.scored == [
		["Number", "Origin", "Visits", "Bought", "score", "grade", "reasons"],
		["1", "Web", "5", "1", "30", "Hot", "From the web (+20); Came often (+10)"],
		["2", "Fair", "0", "0", "0", "Cold", ""],
		["3", "Web", "", "0", "20", "Warm", "From the web (+20)"],
		["4", "Fair", "9", "1", "10", "Warm", "Came often (+10)"],
	]


def test_the_summary_counts_exactly(tmp_path: Path) -> None:
	summary = an_audit(tmp_path).summary

	assert summary["rows"] == {"read": 4, "scored": 4, "rejected": 0, "blank": 0, "rejected_because": []}
	assert [(g["grade"], g["leads"], g["won"], g["rate"]) for g in summary["grades"]] == [
		("Hot", 1, 1, 1.0),
		("Warm", 2, 1, 0.5),
		("Cold", 1, 0, 0.0),
	]
	assert summary["outcome"]["roc_auc"] == 0.75
	assert [(r["rule"], r["leads"], r["won"], r["not_judged"]) for r in summary["rules"]] == [
		("From the web", 2, 1, 0),
		("Came often", 2, 2, 1),
	]
	assert [(f["field"], f["unknown"]) for f in summary["fields"]] == [("origin", 0), ("visits", 1)]
	assert summary["file"]["columns_not_used"] == []
	assert [(b["points"], b["leads"], b["won"]) for b in summary["scores"]["by_points"]] == [
		(0, 1, 0),
		(10, 1, 1),
		(20, 1, 0),
		(30, 1, 1),
	]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
	rows=st.lists(
		st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=6),
		min_size=1,
		max_size=15,
	)
)
def test_no_row_is_dropped(tmp_path: Path, rows: list[list[str]]) -> None:
	table = [["Number", "Origin", "Visits", "Bought"], ["1", "Web", "5", "1"], ["2", "Fair", "0", "0"], *rows]
	text = "".join(
		",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\r\n" for row in table
	)

	result = an_audit(tmp_path, text, MAP, "--encoding", "utf-8", "--delimiter", ",")

	assert result.exit_code == 0, result.errors
	found = result.summary["rows"]
	assert found["read"] == found["scored"] + found["rejected"]
	assert found["read"] + found["blank"] == len(rows) + 2
	assert found["scored"] == len(result.scored) - 1
	assert found["rejected"] == len(result.rejects) - 1
	assert sum(grade["leads"] for grade in result.summary["grades"]) == found["scored"]


def test_rejects_carry_line_reason_and_what_there_was(tmp_path: Path) -> None:
	result = an_audit(
		tmp_path, 'Number,Origin,Visits,Bought\n1,"a\nb",5,1\n2,Fair\n3,Web,1,0,x,y\n4,Web,0,0\n'
	)

	assert result.rejects == [
		["line", "reason", "Number", "Origin", "Visits", "Bought", "further cells"],
		["4", "it has 2 cells where the header has 4", "2", "Fair", "", "", ""],
		["5", "it has 6 cells where the header has 4", "3", "Web", "1", "0", "x | y"],
	]


def test_formulas_are_harmless_in_both_files(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,=Bought\n1,=cmd(),-5,1\n2,@x,0,0\n3,+x\n"

	result = an_audit(tmp_path, leads, MAP.replace("column: Bought", "column: =Bought"))

	assert result.scored[0][3] == "'=Bought"
	assert [row[1:3] for row in result.scored[1:]] == [["'=cmd()", "-5"], ["'@x", "0"]]
	assert result.rejects[1][3] == "'+x"


def test_the_delimiter_of_the_input_is_kept(tmp_path: Path) -> None:
	result = an_audit(tmp_path, LEADS.replace(",", ";"))

	assert rows_of(result.folder / "scored.csv", ";")[1][:4] == ["1", "Web", "5", "1"]


def test_a_column_called_score_is_kept_apart(tmp_path: Path) -> None:
	result = an_audit(tmp_path, LEADS.replace("Number", "Score"), MAP.replace("Number", "Score"))

	assert result.scored[0] == [
		"Score",
		"Origin",
		"Visits",
		"Bought",
		"lead_intelligence_score",
		"grade",
		"reasons",
	]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
	one, two = an_audit(tmp_path, LEADS, MAP, "--today", "2024-06-30"), None
	first = {path.name: path.read_bytes() for path in one.folder.iterdir()}
	two = an_audit(tmp_path, LEADS, MAP, "--today", "2024-06-30")

	assert {path.name: path.read_bytes() for path in two.folder.iterdir()} == first


def test_dates_are_judged_as_of_the_day_asked_for(tmp_path: Path) -> None:
	model = a_model(tmp_path, [a_rule("Fresh", 30, "since", "is in the last N days", 10)])
	mapping = "today: 2024-01-31\nfields: {since: {column: Since, kind: date}}"
	leads = "Since\n2024-01-25\n2024-06-25\n2023-01-01\n"

	def fresh(*arguments: object) -> int:
		result = an_audit(tmp_path, leads, mapping, *arguments, model=model)
		assert result.exit_code == 0, result.errors
		return int(result.summary["rules"][0]["leads"])

	assert fresh() == 1
	assert fresh("--today", "2024-06-30") == 1
	assert fresh("--today", "2022-06-30") == 0
	assert (
		an_audit(tmp_path, leads, mapping, "--today", "2024-06-30", model=model).summary["today"]
		== "2024-06-30"
	)


def test_a_score_of_0_to_100_is_told_on_that_scale(tmp_path: Path) -> None:
	model = a_model(
		tmp_path,
		[
			a_rule("From the web", 20, "origin", "is", "Web"),
			a_rule("Came often", 10, "visits", "is at least", 3),
		],
		{"A": 60, "B": None},
		scale="0-100",
	)

	result = an_audit(tmp_path, model=model)

	assert [row[4] for row in result.scored[1:]] == ["100", "0", "66.67", "33.33"]
	assert [row[5] for row in result.scored[1:]] == ["A", "B", "A", "B"]
	assert result.summary["outcome"]["roc_auc"] == 0.75


def test_limits_of_groups_are_told(tmp_path: Path) -> None:
	rules = [
		{**a_rule("From the web", 20, "origin", "is", "Web"), "group": "All"},
		{**a_rule("Came often", 15, "visits", "is at least", 3), "group": "All"},
	]
	model = a_model(tmp_path, rules, groups=[{"group": "All", "at_most": 30}])

	result = an_audit(tmp_path, model=model)

	assert result.summary["groups_capped"] == [{"group": "All", "leads": 1}]
	assert result.scored[1][-1] == "From the web (+20); Came often (+15); All counted as +30 of +35"


def test_a_disqualifying_rule_gives_the_lowest_score(tmp_path: Path) -> None:
	rules = [
		a_rule("From the web", 20, "origin", "is", "Web"),
		a_rule("Has visits", -5, "visits", "is at most", 3),
		{**a_rule("A fair", 0, "origin", "is", "Fair"), "disqualifies": True},
	]

	result = an_audit(tmp_path, model=a_model(tmp_path, rules))

	assert result.scored[4][4:] == ["-5", "Cold", "A fair; disqualified by A fair"]
