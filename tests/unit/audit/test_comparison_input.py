"""`--compare`: which leads are judged, and what cannot be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from .comparisons import WEB, another, cautions, compared, good
from .runs import LEADS, MAP, a_file, a_rule, an_audit, run
from .test_bad_input import refused

DATED = "Number,Origin,Visits,Bought,Born\n" + "".join(
	f"{number},{'Web' if number % 2 else 'Fair'},{number % 7},{1 if number % 3 == 0 else 0},"
	f"{'' if number == 40 else f'2026-0{1 + number // 10}-15'}\n"
	for number in range(41)
)
DATED_MAP = MAP + "  creation: {column: Born, kind: date}\n"


class TestNewerThan:
	def test_older_leads_are_only_learned_from(self, tmp_path: Path) -> None:
		found = good(compared(tmp_path, "--newer-than", "2026-03-15", leads=DATED, mapping=DATED_MAP))

		outcomes = found["outcomes"]
		assert (found["leads"], outcomes["newer"], outcomes["judged"], outcomes["older"]) == (41, 20, 20, 21)
		assert found["new"]["calibration"]["learned_from"] == "older leads"
		assert found["newer_than"] == "2026-03-15"
		assert sum(grade["known"] for grade in found["new"]["grades"]) == 20
		assert sum(grade["leads"] for grade in found["new"]["grades"]) == 41

	def test_a_lead_of_unknown_age_is_not_judged(self, tmp_path: Path) -> None:
		result = compared(tmp_path, "--newer-than", "2026-05-01", leads=DATED, mapping=DATED_MAP)

		assert (good(result)["creation_unknown"], good(result)["outcomes"]["newer"]) == (1, 0)
		assert "When 1 lead was created is not known." in cautions(result)
		assert good(result)["new"]["roc_auc"] is None

	def test_without_the_option_all_are_judged(self, tmp_path: Path) -> None:
		found = good(compared(tmp_path, leads=DATED, mapping=DATED_MAP))

		assert (found["outcomes"]["judged"], found["newer_than"], found["creation_unknown"]) == (
			41,
			None,
			None,
		)
		assert found["new"]["calibration"]["learned_from"] == "the other half"

	def test_moments_and_exports_of_erpnext(self, tmp_path: Path) -> None:
		rows = "".join(
			f"{n},a@b.example,Retail,{'Converted' if n % 2 else 'Open'},2026-03-{n:02} 0{n % 10}:30:00\n"
			for n in range(1, 21)
		)
		leads = a_file(tmp_path, "ID,Lead Owner,Industry,Status,Created On\n" + rows)
		other = another(tmp_path, a_rule("Retail", 5, "industry", "is", "Retail"))

		found = good(
			run(
				*("audit", leads, "--compare", other, "--outcome", "Status=Converted"),
				*("--newer-than", "2026-03-11"),
				out=tmp_path / "out",
			)
		)

		assert (found["outcomes"]["judged"], found["outcomes"]["older"]) == (10, 10)

	@pytest.mark.parametrize(
		("mapping", "words"),
		[
			(MAP, ["no column holds that", "map one to the field 'creation'"]),
			(MAP + "  creation: {column: Born, kind: text}\n", ["reads the column 'Born' as text"]),
			(
				MAP + "  creation: {column: Origin, kind: date}\n",
				["the column 'Origin' holds no date that can be read"],
			),
		],
	)
	def test_no_column_to_tell_by(self, tmp_path: Path, mapping: str, words: list[str]) -> None:
		refused(compared(tmp_path, "--newer-than", "2026-03-15", leads=DATED, mapping=mapping), *words)

	def test_an_export_without_the_column(self, tmp_path: Path) -> None:
		leads = a_file(tmp_path, "ID,Lead Owner,Industry,Status\n1,a@b.example,Retail,Open\n")
		other = another(tmp_path, a_rule("Retail", 5, "industry", "is", "Retail"))

		result = run("audit", leads, "--compare", other, "--newer-than", "2026-01-01", out=tmp_path / "out")

		refused(result, "no column holds that", "export the column 'Created On'")

	def test_a_day_that_is_none(self, tmp_path: Path) -> None:
		refused(compared(tmp_path, "--newer-than", "spring"), "--newer-than 'spring' is not a date")

	def test_without_a_second_model(self, tmp_path: Path) -> None:
		refused(
			an_audit(tmp_path, LEADS, MAP, "--newer-than", "2026-01-01"),
			"name the other model with --compare",
		)


class TestOutcomes:
	def test_none(self, tmp_path: Path) -> None:
		result = compared(tmp_path, mapping=MAP.replace("outcome: {column: Bought, won: 1, lost: 0}\n", ""))

		found = good(result)
		assert (found["changes"]["changed"], found["outcomes"]["known"]) == (1, 0)
		assert (found["new"]["roc_auc"], found["new"]["lifts"], found["auc_difference"]) == (None, [], None)
		assert "No lead has a known outcome" in cautions(result)
		assert "What each model would have found" not in result.report
		assert "NaN" not in result.report

	def test_all_won_is_refused_as_ever(self, tmp_path: Path) -> None:
		refused(compared(tmp_path, leads=LEADS.replace(",0\n", ",1\n")), "there is nothing to compare")

	def test_all_newer_ones_won(self, tmp_path: Path) -> None:
		leads = "Number,Origin,Visits,Bought,Born\n1,Web,5,0,2026-01-01\n2,Fair,1,1,2026-02-01\n3,Web,2,1,2026-02-02\n"

		result = compared(tmp_path, "--newer-than", "2026-02-01", leads=leads, mapping=DATED_MAP)

		assert good(result)["new"]["roc_auc"] is None
		assert "were won: there is nothing to tell apart" in cautions(result)

	def test_ten(self, tmp_path: Path) -> None:
		leads = "".join(DATED.splitlines(keepends=True)[:11])

		result = compared(tmp_path, leads=leads, mapping=DATED_MAP)

		assert good(result)["outcomes"]["judged"] == 10
		assert "may be chance" in cautions(result)
		assert good(result)["auc_difference"]["low"] < 0 < good(result)["auc_difference"]["high"]
		assert "cannot be told: the range holds 0" in result.report

	def test_the_new_model_looks_at_the_outcome(self, tmp_path: Path) -> None:
		mapping = MAP + "  bought: {column: Bought}\n"
		other = another(tmp_path, a_rule("Has bought", 30, "bought", "is", "1"))

		result = compared(tmp_path, mapping=mapping, other=other)

		assert "New: The model looks at 'Bought', the very column that holds the outcome" in cautions(result)
		assert result.summary["warnings"] == an_audit(tmp_path, LEADS, mapping).summary["warnings"]


class TestABadSecondModel:
	def test_it_is_missing(self, tmp_path: Path) -> None:
		refused(compared(tmp_path, other=tmp_path / "gone.json"), "There is no model file", "gone.json")

	@pytest.mark.parametrize(
		("content", "word"), [("no json", "JSON"), ('{"format": "x"}', "format"), ("[]", "cannot be used")]
	)
	def test_it_is_no_model(self, tmp_path: Path, content: str, word: str) -> None:
		refused(compared(tmp_path, other=a_file(tmp_path, content, "other.json")), "other.json", word)

	def test_it_has_a_rule_on_a_field_that_the_file_lacks(self, tmp_path: Path) -> None:
		other = another(tmp_path, WEB, a_rule("Large", 5, "employees", "is at least", 50))

		refused(compared(tmp_path, other=other), "other.json cannot be used: Rules, row 2", "employees")

	def test_each_problem_has_its_line(self, tmp_path: Path) -> None:
		other = another(
			tmp_path, a_rule("A", 5, "size", "is", "1"), a_rule("B", 5, "origin", "resembles", "x")
		)

		result = compared(tmp_path, other=other)

		assert result.exit_code == 2
		assert "Rules, row 1" in result.errors
		assert "Rules, row 2" in result.errors

	def test_it_is_never_written_over(self, tmp_path: Path) -> None:
		(tmp_path / "out").mkdir()
		other = another(tmp_path / "out", name="summary.json")
		(tmp_path / "out" / "model.json").unlink()
		before = other.read_text()

		result = compared(tmp_path, other=other)

		assert result.exit_code == 2
		assert "would be overwritten" in result.errors
		assert other.read_text() == before
