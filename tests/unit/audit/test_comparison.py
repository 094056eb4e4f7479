"""`--compare`: the model in use beside the one that would replace it, on small files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .comparisons import OFTEN, WEB, another, cautions, compared, good
from .runs import LEADS, MAP, a_file, a_model, a_rule, an_audit, run


class TestFourLeads:
	"""The old model gives 30, 0, 20 (visits unknown) and 10; the new one 50, 0, 20 and 30."""

	def test_the_changes(self, tmp_path: Path) -> None:
		found = good(compared(tmp_path))

		assert found["changes"]["cells"] == [
			{"from": "Cold", "to": "Cold", "leads": 1, "known": 1, "won": 0},
			{"from": "Hot", "to": "Hot", "leads": 1, "known": 1, "won": 1},
			{"from": "Warm", "to": "Hot", "leads": 1, "known": 1, "won": 1},
			{"from": "Warm", "to": "Warm", "leads": 1, "known": 1, "won": 0},
		]
		assert (found["changes"]["changed"], found["changes"]["up"], found["changes"]["down"]) == (1, 1, 0)
		assert (found["old"]["name"], found["new"]["name"]) == ("Test model", "Other model")
		assert (found["old_file"], found["new_file"]) == ("model.json", "other.json")

	def test_who_ranks_better(self, tmp_path: Path) -> None:
		found = good(compared(tmp_path))

		assert found["old"]["roc_auc"]["value"] == 0.75
		assert found["new"]["roc_auc"]["value"] == 1.0
		assert found["auc_difference"]["value"] == 0.25

	def test_the_rows_have_both_scores(self, tmp_path: Path) -> None:
		result = compared(tmp_path)

		assert result.scored[0][-3:] == ["new_score", "new_grade", "points_change"]
		assert [row[-3:] for row in result.scored[1:]] == [
			["50", "Hot", "20"],
			["0", "Cold", "0"],
			["20", "Warm", "0"],
			["30", "Hot", "20"],
		]

	def test_nothing_else_changes(self, tmp_path: Path) -> None:
		alone = an_audit(tmp_path)
		before, rows = alone.summary, alone.scored

		beside = compared(tmp_path)

		assert before.pop("comparison") is None
		after = beside.summary
		del after["comparison"]
		assert after == before
		assert [row[:-3] for row in beside.scored] == rows

	def test_the_rule_that_did_it(self, tmp_path: Path) -> None:
		assert good(compared(tmp_path))["effects"] == [
			{
				"rule": "Came often",
				"old_points": 10,
				"new_points": 30,
				"raised": 2,
				"lowered": 0,
				"points": 40,
				"decisive": 1,
			}
		]

	def test_the_screen_says_it(self, tmp_path: Path) -> None:
		text = " ".join(compared(tmp_path).output.split())

		assert "Old: Test model · new: Other model" in text
		assert "1 of 4 leads would change their grade (25.0%): 1 up, 0 down." in text
		assert "AUC new − old: +0.250000" in text


def test_the_page_needs_nothing_from_elsewhere_and_escapes_names(tmp_path: Path) -> None:
	rule = a_rule("<b>Web</b>", 20, "origin", "is", "Web")
	grades: dict[str, int | None] = {"<i>Top</i>": 20, "Warm": 10, "Cold": None}

	page = compared(tmp_path, other=another(tmp_path, rule, grades=grades)).report

	assert not re.search(
		r"https?:|<script|@import|url\(", page.replace('xmlns="http://www.w3.org/2000/svg"', "")
	)
	assert "<b>Web" not in page
	assert "<i>Top" not in page
	names = re.findall(r'<svg[^>]* id="chart-(compared-[a-z-]+)"', page)
	assert sorted(names) == sorted(
		f"compared-{chart}-{width}" for chart in ("shares", "spread", "kept") for width in ("wide", "narrow")
	)


def test_grades_that_only_one_model_has(tmp_path: Path) -> None:
	grades: dict[str, int | None] = {"Hot": 30, "Rest": None}

	result = compared(tmp_path, other=another(tmp_path, WEB, OFTEN, grades=grades))

	changes = good(result)["changes"]
	assert (changes["changed"], changes["up"], changes["down"]) == (3, 0, 0)
	assert "does not have the grade Warm or Cold" in cautions(result)
	assert "3 from a grade that the new model does not have" in result.report


@pytest.mark.parametrize("bands", [1, 2, 4, 7])
def test_any_number_of_grades_has_a_report(tmp_path: Path, bands: int) -> None:
	grades: dict[str, int | None] = {f"Band {band}": band for band in range(bands - 1, 0, -1)}

	result = compared(tmp_path, other=another(tmp_path, WEB, OFTEN, grades={**grades, "Cold": None}))

	assert len(good(result)["new"]["grades"]) == bands
	assert "NaN" not in result.report


@pytest.mark.parametrize("scale", ["points", "0-100"])
def test_models_on_different_scales(tmp_path: Path, scale: str) -> None:
	grades: dict[str, int | None] = {"Hot": 60, "Warm": 30, "Cold": None}
	other = another(tmp_path, WEB, OFTEN, grades=grades, scale=scale)

	assert good(compared(tmp_path, other=other))["new"]["scale"] == scale


def test_the_same_file_changes_nothing_and_says_so(tmp_path: Path) -> None:
	model = a_model(tmp_path)

	result = an_audit(tmp_path, LEADS, MAP, "--compare", model, model=model)

	assert good(result)["changes"]["changed"] == 0
	assert good(result)["effects"] == []
	assert "Both models come from the same file, model.json: nothing can change." in cautions(result)
	assert "No lead would change its grade: all 4 keep the one they have." in result.report
	assert "Both models rank the leads equally well." in result.report


def test_a_copy_changes_nothing_and_says_so(tmp_path: Path) -> None:
	copy = a_file(tmp_path, a_model(tmp_path).read_text(), "copy.json")

	assert "Both models are the same" in cautions(compared(tmp_path, other=copy))


def test_without_a_model_the_starter_model_is_the_one_in_use(tmp_path: Path) -> None:
	leads = a_file(tmp_path, "ID,Lead Owner,Industry,Status\n1,a@b.example,Retail,Open\n")
	other = another(tmp_path, a_rule("Retail", 5, "industry", "is", "Retail"))

	found = good(run("audit", leads, "--compare", other, out=tmp_path / "out"))

	assert found["old_file"] == "the starter model"
	assert found["new"]["calibration"] is None
