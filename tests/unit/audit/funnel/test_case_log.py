"""A log as a workflow system writes it: 13,087 cases, lines in no order, summer and winter time, steps again and again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.unit.audit.funnel.funnel_runs import came, conversion, reached, time_between
from tests.unit.audit.runs import run

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STAGES = ["SUBMITTED", "PREACCEPTED", "ACCEPTED", "FINALIZED", "ACTIVATED"]
CASES = 13_087

Journeys = dict[str, dict[str, datetime]]


def journeys() -> Journeys:
	draw = random.Random(2012)
	start = datetime(2011, 10, 1, 0, 38, 44, 546_000, tzinfo=AMSTERDAM).timestamp()
	found: Journeys = {}
	for number in range(CASES):
		at, of_case = start + draw.randrange(150 * 86_400_000) / 1000, {}
		for stage in STAGES:
			of_case[stage] = datetime.fromtimestamp(round(at, 3), AMSTERDAM)
			if draw.random() < 0.35:
				break
			# Some steps are written in the same moment, others weeks later.
			at += 0 if draw.random() < 0.1 else draw.expovariate(1 / 500_000)
		found[f"{173_688 + 3 * number}"] = of_case
	return found


@pytest.fixture(scope="module")
def log() -> Journeys:
	return journeys()


def written(log: Journeys, folder: Path) -> tuple[Path, Path]:
	draw = random.Random(1)
	wide, long = folder / "wide.csv", folder / "long.csv"
	lines = []
	with wide.open("w", encoding="utf-8") as file:
		file.write(",".join(["case_id", *STAGES]) + "\n")
		for case, of_case in log.items():
			texts = [
				of_case[stage].isoformat(timespec="milliseconds") if stage in of_case else ""
				for stage in STAGES
			]
			file.write(",".join([case, *texts]) + "\n")
			for stage, text in zip(STAGES, texts, strict=True):
				if not text:
					continue
				lines.append(f"{case},{stage},{text},COMPLETE\n")
				if draw.random() < 0.2:
					again = of_case[stage] + timedelta(minutes=draw.randrange(100_000))
					lines.append(f"{case},{stage},{again.isoformat()},START\n")
	draw.shuffle(lines)
	long.write_text(
		"case:concept:name,concept:name,time:timestamp,lifecycle:transition\n" + "".join(lines),
		encoding="utf-8",
	)
	return wide, long


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_every_figure_of_it(log, tmp_path, layout):
	wide, long = written(log, tmp_path)

	result = run("funnel", wide if layout == "wide" else long, out=tmp_path / "out")

	summary = result.summary
	counts = {stage: sum(stage in of_case for of_case in log.values()) for stage in STAGES}
	assert (summary["layout"], summary["cases"]["all"]) == (layout, CASES)
	assert list(came(summary)) == STAGES
	assert came(summary) == reached(summary) == counts
	assert summary["is_ladder"]
	for place, first in enumerate(STAGES):
		for then in STAGES[place + 1 :]:
			both = [of_case for of_case in log.values() if then in of_case]
			rate = conversion(summary, first, then)
			assert rate["reached"]["rate"] == rate["came_to_both"]["rate"] == len(both) / counts[first]
			passed = [of_case[then].timestamp() - of_case[first].timestamp() for of_case in both]
			elapsed = np.array(passed) / 86_400
			days = np.array([(of_case[then].date() - of_case[first].date()).days for of_case in both])
			time = time_between(summary, first, then)
			for figures, numbers in ((time["days"], days), (time["elapsed_days"], elapsed)):
				assert figures["median"] == pytest.approx(np.median(numbers), abs=1e-9)
				assert figures["mean"] == pytest.approx(numbers.mean(), abs=1e-9)
				assert figures["p90"] == pytest.approx(np.percentile(numbers, 90), abs=1e-9)
				assert figures["max"] == pytest.approx(numbers.max(), abs=1e-9)
	months: dict[str, int] = {}
	for of_case in log.values():
		month = f"{of_case['SUBMITTED']:%Y-%m}"
		months[month] = months.get(month, 0) + 1
	assert {row["cohort"]: row["cases"] for row in summary["cohorts"]["rows"]} == months


def test_the_first_moment_is_in_october_as_it_is_written_and_in_september_in_utc(tmp_path):
	path = tmp_path / "log.csv"
	path.write_text("case,stage,at\n1,A,2011-10-01T00:38:44.546+02:00\n1,B,2011-10-01T01:00:00+02:00\n")

	as_written = run("funnel", path, out=tmp_path / "one").summary
	in_utc = run("funnel", path, "--time-zone", "UTC", out=tmp_path / "two").summary

	assert as_written["cohorts"]["rows"][0]["cohort"] == "2011-10"
	assert in_utc["cohorts"]["rows"][0]["cohort"] == "2011-09"
