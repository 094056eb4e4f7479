"""The worked example: a foreign file, its mapping and its rule card."""

from __future__ import annotations

from pathlib import Path

import pytest

from .runs import Run, a_file, run

EXAMPLE = Path(__file__).parents[3] / "examples" / "xeducation"
LEADS = EXAMPLE.parents[2] / "shared" / "data" / "xeducation" / "Leads.csv"

HEADER = (
	"Prospect ID,Lead Origin,Lead Source,Do Not Email,Converted,TotalVisits,Total Time Spent on Website,"
	"What is your current occupation,Specialization,Country,City,How did you hear about X Education\n"
)
# Invented leads, each for a line of the card or its edge, with the score to be had.
CARD = (
	("Lead Add Form,Reference,No,1,0,0,,", 40),
	("API,Reference,No,1,0,0,Working Professional,", 30),
	("API,Referral Sites,No,0,0,600,Select,", 20),
	("API,Referral Sites,No,0,0,599,Unemployed,", 0),
	("API,Reference,No,0,3,,,", 10),
	("API,Reference,No,0,,,,", 0),
	("API,Olark Chat,No,0,0,0,,", -10),
	("API,Reference,Yes,0,0,0,,", -20),
	("API,Google,No,1,0,300,,", 10),
	("API,Direct Traffic,No,0,2.0,299,,", 0),
	("API,google,No,0,0,300,,", 0),
	("Lead Add Form,Direct Traffic,No,1,3,600,Working Professional,", 110),
)


def the_example(leads: Path, out: Path) -> Run:
	result = run("audit", leads, "--map", EXAMPLE / "map.yaml", "--model", EXAMPLE / "model.json", out=out)
	assert result.exit_code == 0, result.errors
	return result


def test_the_card_on_invented_leads(tmp_path: Path) -> None:
	rows = "".join(f"p{number},{row}Select,India,Select,Select\n" for number, (row, _) in enumerate(CARD))

	result = the_example(a_file(tmp_path, HEADER + rows), tmp_path / "out")

	assert [row[-3] for row in result.scored[1:]] == [str(points) for _, points in CARD]
	assert [(g["grade"], g["leads"], g["won"]) for g in result.summary["grades"]] == [
		("Hot", 1, 1),
		("Warm", 3, 2),
		("Cold", 8, 1),
	]
	gaps = {field["field"]: field["unknown"] for field in result.summary["fields"]}
	assert gaps["visits"] == gaps["time_on_website"] == 0
	assert gaps["occupation"] == 9
	assert gaps["specialization"] == gaps["heard_about_us"] == 12


@pytest.mark.skipif(
	not LEADS.is_file(), reason=f"{LEADS} is not there: the figures of the real data cannot be checked"
)
def test_the_card_on_the_real_leads(tmp_path: Path) -> None:
	result = the_example(LEADS, tmp_path / "out")
	summary, outcome = result.summary, result.summary["outcome"]

	assert summary["rows"]["scored"] == summary["rows"]["read"] == 9240
	assert summary["file"]["columns"] == 37
	assert [(g["grade"], g["leads"], g["won"], f"{g['rate']:.2%}") for g in summary["grades"]] == [
		("Hot", 643, 616, "95.80%"),
		("Warm", 3540, 2165, "61.16%"),
		("Cold", 5057, 780, "15.42%"),
	]
	assert (outcome["won"], f"{outcome['rate']:.2%}") == (3561, "38.54%")
	assert f"{outcome['roc_auc']:.6f}" == "0.807838"
	best = outcome["best_20_percent"]
	assert (f"{best['lift']:.4f}", f"{best['captured']:.2%}") == ("2.1226", "42.45%")
	for figure in ("643", "3,540", "5,057", "616", "2,165", "780", "95.80%", "61.16%", "15.42%", "38.54%"):
		assert figure in result.report
	for figure in ("0.807838", "2.1226", "42.45%"):
		assert figure in result.report
		assert figure in result.output
