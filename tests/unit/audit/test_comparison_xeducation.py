"""The two cards of the worked example side by side: each figure against an independent computation."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from .runs import Run, a_file, run
from .test_xeducation_example import EXAMPLE, LEADS

pytestmark = pytest.mark.skipif(
	not LEADS.is_file(), reason=f"{LEADS} is not there: the figures of the real data cannot be checked"
)
EXACT = 1e-12
Data = dict[str, Any]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Run:
	found = run(
		*("audit", LEADS, "--map", EXAMPLE / "map.yaml", "--model", EXAMPLE / "model.json"),
		*("--compare", EXAMPLE / "second_model.json"),
		out=tmp_path_factory.mktemp("compared"),
	)
	assert found.exit_code == 0, found.errors
	return found


@pytest.fixture(scope="module")
def compared(result: Run) -> Data:
	return result.summary["comparison"]


@pytest.fixture(scope="module")
def by_hand() -> Any:
	pytest.importorskip("sklearn", reason="scikit-learn works the figures out a second time")
	from .xeducation_by_hand import ByHand

	return ByHand(LEADS)


def near(expected: Any) -> Any:
	return pytest.approx(expected, rel=EXACT, abs=EXACT)


def ranged(found: Data) -> tuple[float, float, float]:
	return found["value"], found["low"], found["high"]


def test_no_card_looks_at_what_was_written_after_the_outcome() -> None:
	text = (EXAMPLE / "second_model.json").read_text() + (EXAMPLE / "map.yaml").read_text().split("id:", 1)[1]

	for column in ("Tags", "Lead Quality", "Lead Profile", "Asymmetrique", "Last Activity", "Last Notable"):
		assert column not in text


def test_each_row_has_both_scores(result: Run, by_hand: Any) -> None:
	header, *rows = result.scored

	assert header[-6:] == ["score", "grade", "reasons", "new_score", "new_grade", "points_change"]
	assert [int(row[-6]) for row in rows] == by_hand.points["old"].tolist()
	assert [row[-5] for row in rows] == by_hand.grades["old"].tolist()
	assert [int(row[-3]) for row in rows] == by_hand.points["new"].tolist()
	assert [row[-2] for row in rows] == by_hand.grades["new"].tolist()
	assert [int(row[-1]) for row in rows] == (by_hand.points["new"] - by_hand.points["old"]).tolist()


def test_the_changes_of_grades(compared: Data, by_hand: Any) -> None:
	old, new, won = by_hand.grades["old"], by_hand.grades["new"], by_hand.won
	cells = {(cell["from"], cell["to"]): cell for cell in compared["changes"]["cells"]}
	rank = {"Cold": 0, "Warm": 1, "Hot": 2}

	for before in rank:
		for after in rank:
			here = (old == before) & (new == after)
			cell = cells.get((before, after), {"leads": 0, "known": 0, "won": 0})
			assert (cell["leads"], cell["known"], cell["won"]) == (here.sum(), here.sum(), won[here].sum())
	moved = [rank[after] - rank[before] for before, after in zip(old, new, strict=True)]
	changes = compared["changes"]
	assert changes["changed"] == sum(step != 0 for step in moved)
	assert changes["up"] == sum(step > 0 for step in moved)
	assert changes["down"] == sum(step < 0 for step in moved)


@pytest.mark.parametrize("card", ["old", "new"])
def test_conversion_per_grade(compared: Data, by_hand: Any, card: str) -> None:
	from .xeducation_by_hand import wilson

	assert [grade["grade"] for grade in compared[card]["grades"]] == ["Hot", "Warm", "Cold"]
	for grade in compared[card]["grades"]:
		won = by_hand.won[by_hand.grades[card] == grade["grade"]]
		assert (grade["leads"], grade["known"], grade["won"]) == (len(won), len(won), won.sum())
		assert grade["share"] == near(len(won) / 9240)
		assert grade["rate"] == near(won.mean())
		assert (grade["rate_low"], grade["rate_high"]) == near(wilson(won.sum(), len(won)))
		assert grade["against_all"] == near(won.mean() / by_hand.won.mean())


@pytest.mark.parametrize("card", ["old", "new"])
def test_ranking(compared: Data, by_hand: Any, card: str) -> None:
	assert ranged(compared[card]["roc_auc"]) == near(by_hand.auc(card))
	assert [lift["best_share"] for lift in compared[card]["lifts"]] == [0.1, 0.2]
	for lift in compared[card]["lifts"]:
		for key, value in by_hand.lift(card, lift["best_share"]).items():
			assert lift[key] == near(value), key


def test_the_difference_of_the_two(compared: Data, by_hand: Any) -> None:
	assert ranged(compared["auc_difference"]) == near(by_hand.auc_difference())


@pytest.mark.parametrize("card", ["old", "new"])
def test_calibration_by_halves(compared: Data, by_hand: Any, card: str) -> None:
	found, expected = compared[card]["calibration"], by_hand.calibration(card)

	assert (found["learned_from"], found["leads"]) == ("the other half", 9240)
	for key in ("expected", "observed", "error", "brier"):
		assert found[key] == near(expected[key]), key
	assert len(found["bands"]) == len(expected["bands"])
	for band, theirs in zip(found["bands"], expected["bands"], strict=True):
		assert {key: band[key] for key in theirs} == near(theirs)


@pytest.mark.parametrize("card", ["old", "new"])
def test_the_spread_of_the_scores(compared: Data, by_hand: Any, card: str) -> None:
	points, found = by_hand.points[card], compared[card]
	lowest, highest = {"old": (-30, 110), "new": (-45, 130)}[card]

	assert (found["lowest"], found["highest"]) == (lowest, highest)
	assert (found["lowest_seen"], found["highest_seen"]) == (points.min(), points.max())
	places = [min(20 * (int(one) - lowest) // (highest - lowest), 19) for one in points]
	assert found["bars"] == [places.count(place) for place in range(20)]


def test_which_rules_did_the_work(compared: Data, by_hand: Any) -> None:
	effects = by_hand.effects()

	assert {effect["rule"] for effect in compared["effects"]} == set(effects)
	for effect in compared["effects"]:
		assert {key: effect[key] for key in ("raised", "lowered", "points", "decisive")} == effects[
			effect["rule"]
		]
	decisive = [effect["decisive"] for effect in compared["effects"]]
	assert decisive == sorted(decisive, reverse=True)
	assert compared["without_a_rule"] == 0


def test_what_each_rule_matches(compared: Data, by_hand: Any) -> None:
	from .xeducation_by_hand import NEW, wilson

	assert [rule["rule"] for rule in compared["rules"]] == [line.rule for line in NEW.lines]
	for rule, line in zip(compared["rules"], NEW.lines, strict=True):
		here = by_hand.matches(line.rule)
		won, others = by_hand.won[here], by_hand.won[~here]
		assert (rule["points"], rule["group"]) == (line.points, line.group)
		assert (rule["leads"], rule["known"], rule["won"]) == (len(won), len(won), won.sum())
		assert rule["alone"] == by_hand.alone(line.rule)
		assert rule["not_judged"] == sum(line.matches(row) is None for row in by_hand.rows)
		assert rule["rate"] == near(won.mean())
		assert (rule["rate_low"], rule["rate_high"]) == near(wilson(won.sum(), len(won)))
		assert rule["against_all"] == near(won.mean() / by_hand.won.mean())
		assert (rule["others"]["known"], rule["others"]["won"]) == (len(others), others.sum())
		assert rule["others"]["rate"] == near(others.mean())


def test_which_rules_match_the_same_leads(compared: Data, by_hand: Any) -> None:
	matches = {rule["rule"]: by_hand.matches(rule["rule"]) for rule in compared["rules"]}

	for rule in compared["rules"]:
		mine = matches[rule["rule"]]
		shared = {name: int((mine & its).sum()) for name, its in matches.items() if name != rule["rule"]}
		assert [overlap["leads"] for overlap in rule["overlaps"]] == sorted(shared.values(), reverse=True)[:3]
		for overlap in rule["overlaps"]:
			assert overlap["leads"] == shared[overlap["rule"]]
			assert overlap["share"] == near(overlap["leads"] / mine.sum())
			assert overlap["of_other"] == near(overlap["leads"] / matches[overlap["rule"]].sum())


def test_judged_by_the_newer_third(tmp_path: Path, by_hand: Any) -> None:
	"""The data has no dates, so each lead gets an invented one: the order of the file is not that of time."""
	with LEADS.open(encoding="utf-8-sig", newline="") as file:
		header, *rows = csv.reader(file)
	days = ["2024-04-30" if number % 3 else "2024-05-01" for number in range(len(rows))]
	with (tmp_path / "dated.csv").open("w", encoding="utf-8", newline="") as file:
		csv.writer(file).writerow([*header, "Day"])
		csv.writer(file).writerows([*row, day] for row, day in zip(rows, days, strict=True))
	mapping = (EXAMPLE / "map.yaml").read_text() + "  creation: {column: Day, kind: date}\n"

	result = run(
		*("audit", tmp_path / "dated.csv", "--map", a_file(tmp_path, mapping, "map.yaml")),
		*("--model", EXAMPLE / "model.json", "--compare", EXAMPLE / "second_model.json"),
		*("--newer-than", "2024-05-01"),
		out=tmp_path / "out",
	)

	found = result.summary["comparison"]
	judged, older = (by_hand.only([day == one for one in days]) for day in ("2024-05-01", "2024-04-30"))
	assert (found["leads"], found["outcomes"]["judged"], found["outcomes"]["older"]) == (9240, 3080, 6160)
	assert found["changes"]["changed"] == 1416
	assert ranged(found["auc_difference"]) == near(judged.auc_difference())
	for card in ("old", "new"):
		assert ranged(found[card]["roc_auc"]) == near(judged.auc(card))
		for lift in found[card]["lifts"]:
			assert lift["value"] == near(judged.lift(card, lift["best_share"])["value"])
		for grade in found[card]["grades"]:
			here = judged.grades[card] == grade["grade"]
			assert (grade["known"], grade["won"]) == (here.sum(), judged.won[here].sum())
			assert grade["leads"] == (by_hand.grades[card] == grade["grade"]).sum()
		theirs = judged.calibration(card, older)
		calibration = found[card]["calibration"]
		assert calibration["learned_from"] == "older leads"
		for key in ("expected", "observed", "error", "brier"):
			assert calibration[key] == near(theirs[key]), key
		for band, its in zip(calibration["bands"], theirs["bands"], strict=True):
			assert {key: band[key] for key in its} == near(its)


def test_the_figures_are_on_the_page_and_on_the_screen(result: Run, compared: Data) -> None:
	headline = "1,416 of 9,240 leads would change their grade (15.3%): 627 up, 789 down."

	assert headline in result.report
	assert headline in " ".join(result.output.split())
	for figure in ("4,885", "2,332", "+0.0544", "+0.0469", "+0.0619", "93.45%", "66.81%", "15.43%", "2.45"):
		assert figure in result.report
	for figure in ("0.807838", "0.862240", "+0.054402", "2.2166"):
		assert figure in result.output
	chat = next(rule for rule in compared["rules"] if rule["rule"] == "Came through the chat")
	assert [suggestion["kind"] for suggestion in chat["suggestions"]] == ["wrong way"]
	assert chat["suggestions"][0]["text"] in result.report
