"""What an audit writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .runs import LEADS, MAP, Run, a_model, a_rule, an_audit, rows_of


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


def test_the_best_fifth_takes_its_share_of_a_block_of_equal_scores(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Bought\n" + "".join(
		f"{number},{origin},{visits},{bought}\n"
		for number, (origin, visits, bought) in enumerate(
			[("Web", 5, 1)]
			+ [("Web", 0, 1), ("Web", 0, 0), ("Web", 0, 0), ("Web", 0, 1)]
			+ [("Fair", 0, 0)] * 5
		)
	)

	best = an_audit(tmp_path, leads).summary["outcome"]["best_20_percent"]

	# One lead of the top block and a quarter of the next: 1 + 2/4 of three conversions.
	assert best == {
		"best_share": 0.2,
		"leads": 2.0,
		"won": 1.5,
		"rate": 0.75,
		"lift": pytest.approx(2.5),
		"captured": 0.5,
	}


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


def test_an_unknown_outcome_is_scored_but_not_rated(tmp_path: Path) -> None:
	result = an_audit(tmp_path, LEADS + "5,Web,9,\n6,Web,9,maybe\n")

	outcome = result.summary["outcome"]
	assert (outcome["known"], outcome["unknown"], outcome["won"]) == (4, 2, 2)
	hot = result.summary["grades"][0]
	assert (hot["leads"], hot["outcome_known"], hot["won"]) == (3, 1, 1)
	assert any("outcome of 2 leads is not known" in warning for warning in result.summary["warnings"])


def test_a_blank_outcome_may_mean_lost(tmp_path: Path) -> None:
	mapping = MAP.replace("won: 1, lost: 0", "won: 1, blank: lost")

	outcome = an_audit(tmp_path, LEADS + "5,Web,9,\n", mapping).summary["outcome"]

	assert (outcome["known"], outcome["lost"]) == (5, 3)


def test_the_outcome_of_the_command_line_wins_over_that_of_the_mapping(tmp_path: Path) -> None:
	outcome = an_audit(tmp_path, LEADS, MAP, "--outcome", "Origin=Web").summary["outcome"]

	assert (outcome["column"], outcome["won"]) == ("Origin", 2)


def test_several_values_may_mean_won(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Bought\n1,Web,5,yes\n2,Fair,0,no\n3,Web,1,later\n"

	assert an_audit(tmp_path, leads, MAP, "--outcome", "Bought=yes, later").summary["outcome"]["won"] == 2


def test_an_outcome_column_may_have_an_equals_sign(tmp_path: Path) -> None:
	leads, mapping = (
		LEADS.replace("Bought", "a=b"),
		"fields: {origin: Origin, visits: {column: Visits, kind: number}}",
	)

	assert an_audit(tmp_path, leads, mapping, "--outcome", "a=b=1").summary["outcome"]["column"] == "a=b"


def test_without_an_outcome_there_are_no_figures_on_conversion(tmp_path: Path) -> None:
	result = an_audit(tmp_path, LEADS, "fields: {origin: Origin, visits: {column: Visits, kind: number}}")

	assert result.exit_code == 0, result.errors
	assert result.summary["outcome"] is None
	assert "No outcome was given" in result.report
	assert "ROC AUC" not in result.output


def test_a_model_that_looks_at_the_outcome_is_called_out(tmp_path: Path) -> None:
	mapping = "outcome: {column: Bought, won: 1}\nfields: {bought: Bought}"
	model = a_model(tmp_path, [a_rule("Has bought", 10, "bought", "is", "1")])

	warnings = an_audit(tmp_path, LEADS, mapping, model=model).summary["warnings"]

	assert any("the very column that holds the outcome" in warning for warning in warnings)


def test_rules_on_trees_and_changes_that_the_file_does_not_hold_are_called_out(tmp_path: Path) -> None:
	rules = [
		a_rule("In Europe", 5, "region", "is within", ["Europe"]),
		a_rule("Moved", 5, "origin", "changed in the last N days", 30),
	]
	model = a_model(tmp_path, rules)
	mapping = "fields: {region: {column: Region, kind: tree}, origin: Origin}"
	leads = "Region,Origin,Moved\nEurope > France,Web,2024-01-05\nAsia,Fair,\n"

	blind = an_audit(tmp_path, leads, mapping, model=model).summary

	assert sum("rules on that are not judged" in warning for warning in blind["warnings"]) == 2
	assert [rule["not_judged"] for rule in blind["rules"]] == [2, 2]

	mapping = (
		"today: 2024-01-31\nfields: {region: {column: Region, kind: tree, separator: '>'}, "
		"origin: {column: Origin, changed: Moved}}"
	)
	seeing = an_audit(tmp_path, leads, mapping, model=model).summary

	assert not any("not judged" in warning for warning in seeing["warnings"])
	assert [(rule["leads"], rule["not_judged"]) for rule in seeing["rules"]] == [(1, 0), (1, 1)]


def test_grades_in_the_wrong_order_are_called_out(tmp_path: Path) -> None:
	leads = "Number,Origin,Visits,Bought\n1,Web,5,0\n2,Fair,0,1\n"

	warnings = an_audit(tmp_path, leads).summary["warnings"]

	assert any("'Hot' converts less often than the grade below it" in warning for warning in warnings)


def test_values_that_cannot_be_read_are_counted_and_shown(tmp_path: Path) -> None:
	result = an_audit(tmp_path, LEADS + "5,Web,<many>,0\n6,Web,few,0\n")

	visits = result.summary["fields"][1]
	assert (visits["unreadable"], visits["unknown"]) == (2, 3)
	assert visits["examples"] == [
		{"text": "<many>", "reason": "'<many>' is not a number"},
		{"text": "few", "reason": "'few' is not a number"},
	]
	assert "&lt;many&gt;" in result.report
	assert "<many>" not in result.report


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


class TestTheReport:
	@pytest.fixture
	def result(self, tmp_path: Path) -> Run:
		leads = LEADS + '5,"<script>alert(1)</script>",x,0\n6\n'
		mapping = MAP.replace("column: Origin", 'column: Origin, label: "<b>Origin</b>"')
		return an_audit(tmp_path, leads, mapping)

	def test_it_needs_nothing_from_elsewhere(self, result: Run) -> None:
		page = result.report.replace('xmlns="http://www.w3.org/2000/svg"', "")

		assert not re.search(r"https?:|//[a-z]", page.replace("//alert", ""))
		assert not re.search(r"<(script|link|iframe|img|object|embed|base)\b", page)
		assert not re.search(r"\b(src|href|xlink:href)\s*=", page)
		assert not re.search(r"@import|url\(", page)

	def test_it_escapes_what_it_is_given(self, result: Run) -> None:
		assert "<b>Origin</b>" not in result.report
		assert "&lt;b&gt;Origin&lt;/b&gt;" in result.report

	def test_it_shows_the_figures_of_the_summary(self, result: Run) -> None:
		summary, page = result.summary, result.report

		for figure in (f"{summary['outcome']['roc_auc']:.3f}", "6 rows read = 5 scored + 1 rejected"):
			assert figure in page
		for grade in summary["grades"]:
			assert f"{grade['leads']:,}" in page
		assert "it has 1 cell where the header has 4" in page

	def test_it_has_its_charts_for_wide_and_narrow_pages(self, result: Run) -> None:
		names = re.findall(r'<svg[^>]* id="chart-([a-z-]+)"', result.report)

		assert sorted(names) == sorted(
			f"{chart}-{width}"
			for chart in ("conversion", "distribution", "captured", "lift")
			for width in ("wide", "narrow")
		)
		assert len(re.findall('role="img" aria-label="', result.report)) == len(names)

	def test_the_summary_is_json(self, result: Run) -> None:
		text = (result.folder / "summary.json").read_text(encoding="utf-8")

		assert json.loads(text)["format"] == "lead-intelligence/audit/1"
		assert "NaN" not in text


def test_a_file_of_one_lead_has_a_report(tmp_path: Path) -> None:
	result = an_audit(
		tmp_path,
		"Number,Origin,Visits\n1,Web,5\n",
		"fields: {origin: Origin, visits: {column: Visits, kind: number}}",
	)

	assert result.exit_code == 0, result.errors
	assert "1 lead (100%) is graded Hot." in result.report


@pytest.mark.parametrize("bands", [1, 2, 4, 5, 7])
def test_any_number_of_grades_has_a_report(tmp_path: Path, bands: int) -> None:
	grades: dict[str, int | None] = {f"Band {band}": band for band in range(bands - 1, 0, -1)}

	result = an_audit(tmp_path, model=a_model(tmp_path, grades={**grades, "Rest": None}))

	assert result.exit_code == 0, result.errors
	assert len(result.summary["grades"]) == bands


def test_leads_that_all_score_the_same_have_a_report(tmp_path: Path) -> None:
	result = an_audit(tmp_path, "Number,Origin,Visits,Bought\n1,Web,5,1\n2,Web,5,0\n")

	assert result.exit_code == 0, result.errors
	assert result.summary["outcome"]["roc_auc"] == 0.5
