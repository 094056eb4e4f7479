from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.audit.output.spreadsheet_formulas import neutralised, neutralised_row

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
	"text",
	[
		"=1+1",
		"+1+1",
		"-2+3",
		"@SUM(A1)",
		"\t=1",
		"\r=1",
		"\n=1",
		"＝1",
		"-",
		"+",
		"=",
		"-A1",
		"+cmd|' /C calc'!A0",
		"--1",
		"-1-1",
	],
)
def test_what_a_spreadsheet_would_run_is_made_a_text(text: str) -> None:
	assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize(
	"text", ["-12", "-12.5", "-1,234.56", "-1 234,5", "+3", "-5 %", "-1e-7", "+33 6 12 34 56 78"]
)
def test_plain_numbers_stay_numbers(text: str) -> None:
	assert neutralised(text) == text


@given(text=st.text(max_size=30))
def test_nothing_dangerous_is_left_but_plain_numbers(text: str) -> None:
	result = neutralised(text)

	assert result in (text, f"'{text}")
	if result[:1] in tuple(DANGEROUS):
		assert not any(character.isalpha() and character not in "eE" for character in result)
		assert not set(result[1:]) & set("=@|!()*/&<>^'\"\t\r\n")


@given(cells=st.lists(st.text(max_size=10)))
def test_a_row_is_its_cells(cells: list[str]) -> None:
	assert neutralised_row(cells) == [neutralised(cell) for cell in cells]
