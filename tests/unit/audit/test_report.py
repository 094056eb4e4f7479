"""The page for people."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .runs import LEADS, MAP, Run, a_model, an_audit


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
