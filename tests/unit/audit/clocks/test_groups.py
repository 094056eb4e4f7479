"""Figures for each value of a column."""

from __future__ import annotations

from lead_intelligence.audit.clocks.pass_over import _MOST_GROUPS
from tests.unit.audit.clocks.clock_runs import answers, clocks

NINE = "2024-03-11 09:00:00"


def test_groups_are_the_largest_fifty(tmp_path):
	rows = "".join(
		f"{number}-{again},{NINE},2024-03-11 09:0{again},o{number:02}\n" for number in range(60) for again in range(2 - number // 58)
	)  # fmt: skip
	rows += f"x,{NINE},,o59\ny,{NINE},,o59\nz,{NINE},2024-03-11 10:00,\n"

	result = clocks(tmp_path, rows, "--by", "Owner", header="id,due_from,answered_at,owner\n")

	groups = result.summary["groups"]
	assert len(groups) == 50
	assert groups[0]["group"] == "o59"
	assert (groups[0]["answered"], groups[0]["open"]) == (1, 2)
	assert [group["group"] for group in groups[1:3]] == ["o00", "o01"]
	assert groups[1]["elapsed"]["median_seconds"] == 30
	assert result.summary["other_groups"] == {"groups": 11, "answered": 20, "open": 0}
	assert "11 more" in result.output
	assert answers(result)[0]["by owner"] == "o00"


def test_a_column_with_too_many_values_is_no_group(tmp_path):
	rows = "".join(f"{number},{NINE},\n" for number in range(_MOST_GROUPS + 1))

	result = clocks(tmp_path, rows, "--by", "id")

	assert result.exit_code == 2
	assert "more than 10,000 different values" in result.errors
