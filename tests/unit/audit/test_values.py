from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.audit.mapping.column_map import ColumnMap
from lead_intelligence.audit.mapping.map_file import parse_map
from lead_intelligence.audit.mapping.yaml_text import load_yaml
from lead_intelligence.audit.reading.lead_reader import LeadReader
from lead_intelligence.audit.reading.number_text import read_number
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot
from lead_intelligence.core.snapshot.values import EMPTY, UNKNOWN


def a_map(settings: str, *columns: str) -> ColumnMap:
	return parse_map(
		load_yaml(f"fields: {{f: {{column: C, {settings}}}}}", "map.yaml"), ["C", *columns], "map.yaml"
	)


def read(settings: str, cell: str) -> tuple[LeadSnapshot, LeadReader]:
	reader = LeadReader(a_map(settings), ["C"])
	return reader.read([cell]), reader


def value(settings: str, cell: str) -> Any:
	return read(settings, cell)[0].value("f")


@given(number=st.integers(-(10**14), 10**14))
def test_whole_numbers_are_read_with_and_without_groups(number: int) -> None:
	assert read_number(str(number), ".", is_money=False) == number
	assert read_number(f"{number:,}", ".", is_money=False) == number
	assert read_number(f"{number:,}".replace(",", "."), ",", is_money=False) == number
	assert read_number(f"{number:,}".replace(",", "\u202f"), ",", is_money=False) == number


@given(number=st.floats(-1e9, 1e9).map(lambda number: round(number, 3)))
def test_decimals_are_read_with_point_and_comma(number: float) -> None:
	text = f"{number:,.3f}"

	assert read_number(text, ".", is_money=False) == pytest.approx(number)
	assert read_number(text.translate(str.maketrans(",.", ".,")), ",", is_money=False) == pytest.approx(
		number
	)


@pytest.mark.parametrize(
	("text", "number"),
	[("€ 1,200.50", 1200.5), ("1 200 EUR", 1200), ("$3", 3), ("USD 4", 4), ("-5 €", -5), ("1e3", 1000)],
)
def test_money_may_carry_its_currency(text: str, number: float) -> None:
	assert read_number(text, ".", is_money=True) == number


@pytest.mark.parametrize(
	"text", ["abc", "1,5", "1.2.3", "12-3", "nan", "inf", "1_000", "", "€", "env. 2 M€", "1e999"]
)
def test_what_is_no_number_is_never_guessed_at(text: str) -> None:
	with pytest.raises(ValueError, match="number"):
		read_number(text, ".", is_money=True)


def test_a_decimal_comma_is_asked_for() -> None:
	assert value("kind: number, decimal: ','", "1,5") == 1.5
	assert value("kind: number, decimal: ','", "1.500") == 1500
	assert value("kind: number, decimal: ','", "1.5") is UNKNOWN


def test_a_blank_is_unknown_unless_the_mapping_says_what_it_means() -> None:
	assert value("kind: number", " ") is UNKNOWN
	assert value("kind: number, blank: 0", "") == 0
	assert value("kind: text, empty: ['']", "") is EMPTY


def test_placeholders_and_statements_of_nothing() -> None:
	assert value("kind: choice, unknown: [Select]", " select ") is UNKNOWN
	assert value("kind: choice, empty: [none]", "None") is EMPTY
	assert value("kind: choice, unknown: [Select]", "Selected") == "Selected"


def test_yaml_words_are_texts() -> None:
	assert value("kind: choice, unknown: [No, 1.0]", "no") is UNKNOWN
	assert value("kind: choice, unknown: [No, 1.0]", "1.0") is UNKNOWN
	assert value("kind: choice, unknown: [No]", "False") == "False"


def test_texts_can_be_read_as_others() -> None:
	assert value("kind: choice, values: {FR: France}", "FR") == "France"
	assert value("kind: choice, values: {FR: France}", "fr") == "fr"
	assert value("kind: yes/no, values: {X: 'yes', '-': 'no'}", "X") is True


@pytest.mark.parametrize(
	("settings", "cell", "expected"),
	[
		("kind: date", "2024-02-29", date(2024, 2, 29)),
		("kind: date, dates: [DD/MM/YYYY]", "01/02/2024", date(2024, 2, 1)),
		("kind: date, dates: ['%m/%d/%Y']", "01/02/2024", date(2024, 1, 2)),
		("kind: date, dates: [DD/MM/YYYY, DD.MM.YY]", "03.02.24", date(2024, 2, 3)),
		("kind: date, dates: [DD/MM/YYYY]", "2024-02-01", date(2024, 2, 1)),
		("kind: datetime, dates: ['DD/MM/YYYY HH:mm']", "01/02/2024 09:30", datetime(2024, 2, 1, 9, 30)),
		("kind: yes/no", "Oui", True),
		("kind: list, separator: ';'", "a; b;", ("a", "b")),
	],
)
def test_kinds(settings: str, cell: str, expected: object) -> None:
	assert value(settings, cell) == expected


def test_a_path_is_a_node_with_all_above_it() -> None:
	lead, _ = read("kind: tree, separator: ' > '", "Europe > France>Lyon")

	assert lead.value("f") == "Lyon"
	assert lead.ancestors["f"] == {"Europe", "France", "Lyon"}


def test_a_node_without_a_path_has_no_known_place() -> None:
	lead, _ = read("kind: tree", "France")

	assert lead.value("f") == "France"
	assert "f" not in lead.ancestors


def test_when_a_field_changed() -> None:
	reader = LeadReader(a_map("kind: text, changed: At, dates: [DD/MM/YYYY]", "At"), ["C", "At"])

	assert reader.read(["x", "01/02/2024"]).changed_at == {"f": datetime(2024, 2, 1)}
	assert reader.read(["x", ""]).changed_at == {}


@pytest.mark.parametrize(
	("settings", "cell"),
	[
		("kind: number", "abc"),
		("kind: date", "31/12/2024"),
		("kind: yes/no", "perhaps"),
		("kind: text", "#REF!"),
	],
)
def test_an_unreadable_value_is_unknown_and_counted(settings: str, cell: str) -> None:
	lead, reader = read(settings, cell)

	gap = reader.finish()[0]
	assert lead.value("f") is UNKNOWN
	assert (gap.unknown, gap.unreadable) == (1, 1)
	assert list(gap.examples) == [cell]


def test_gaps_count_every_lead() -> None:
	reader = LeadReader(a_map("kind: number, empty: [none]"), ["C"])
	for cell in ("1", "", "none", "x", "x", "y"):
		reader.read([cell])

	gap = reader.finish()[0]
	assert (gap.unknown, gap.empty, gap.unreadable) == (4, 1, 3)
	assert list(gap.examples) == ["x", "y"]
