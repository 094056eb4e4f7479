"""What the audit makes of outcomes, and what it warns of."""

from __future__ import annotations

from pathlib import Path

import pytest

from .runs import LEADS, MAP, a_model, a_rule, an_audit


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
