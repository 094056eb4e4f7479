"""The figures that the README of the real data gives of 8,800 opportunities."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.audit.funnel.funnel_runs import came, group, time_between
from tests.unit.audit.funnel.real_files import maven_file, needs_maven
from tests.unit.audit.runs import run

pytestmark = needs_maven


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
	folder = tmp_path_factory.mktemp("maven")
	result = run(
		"funnel",
		maven_file(folder),
		*("--stages", "Engaging,Won", "--lost", "Lost", "--group-by", "region", "--amount", "close_value"),
		out=folder / "out",
	)
	assert result.exit_code == 0, result.errors
	return result.summary


def test_all(summary):
	outcomes = summary["outcomes"]

	assert summary["cases"]["all"] == 8800
	assert came(summary) == {"Engaging": 8300, "Won": 4238}
	assert (outcomes["won"]["cases"], outcomes["lost"], outcomes["open"]) == (4238, 2473, 1589 + 500)
	assert round(100 * outcomes["won_of_closed"]["rate"], 3) == 63.150
	assert outcomes["won_amount"] == 10_005_534


def test_cycles(summary):
	outcomes = summary["outcomes"]

	assert outcomes["days_to_won"]["median"] == 57
	assert outcomes["days_to_lost"]["median"] == 14
	assert outcomes["days_to_close"]["median"] == 45
	assert time_between(summary, "Engaging", "Won")["elapsed_days"]["median"] == 57


@pytest.mark.parametrize(
	("region", "won", "closed", "amount"),
	[
		("West", 1438, 2249, 3_568_647),
		("Central", 1629, 2604, 3_346_293),
		("East", 1171, 1858, 3_090_594),
	],
)
def test_regions(summary, region, won, closed, amount):
	row = group(summary, region)

	assert (row["won_of_closed"]["cases"], row["won_of_closed"]["of"]) == (won, closed)
	assert row["won_amount"] == amount


def test_stages_that_exclude_each_other_are_told(tmp_path):
	result = run("funnel", maven_file(tmp_path), "--stages", "Engaging,Lost,Won", out=tmp_path / "out")

	summary = result.summary
	assert not summary["is_ladder"]
	doubt = summary["doubts"][0]
	assert (doubt["doubt"], doubt["stage"], doubt["other"], doubt["of"]) == ("exclusive", "Lost", "Won", 6711)
	assert came(summary) == {"Engaging": 8300, "Lost": 2473, "Won": 4238}
	assert "'Lost' and 'Won' may not be stages of one ladder" in " ".join(result.output.split())
	assert "may not be stages of one ladder" in result.report
