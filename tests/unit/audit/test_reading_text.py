from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lead_intelligence.audit.refusal import AuditRefused
from lead_intelligence.audit.tables.delimited_text import LONGEST_CELL, DelimitedText
from lead_intelligence.audit.tables.table import Record

from .runs import a_file

NAMES = (
	"Hélène Lefèvre", "Besançon", "Électricité générale", "Crêperie du Château", "Jürgen Groß", "Düsseldorf", "Peña",
	"Logroño", "Cœur de ville", "1 200 €", "Île-de-France", "Ça va", "naïve", "São Paulo", "Malmö", "Łódź", "plain",
	"Ostrów", "O’Brien", "«Lumière»", "n° 12", "5 °C", "Zoé", "été", "",
)  # fmt: skip
WESTERN = tuple(name for name in NAMES if name not in ("Łódź",))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)


def read(path: Path, **asked: str) -> tuple[DelimitedText, list[Record]]:
	table = DelimitedText(path, **asked)
	return table, list(table.records())


def written(rows: list[list[str]], delimiter: str = ",", lineterminator: str = "\r\n") -> str:
	file = io.StringIO()
	csv.writer(file, delimiter=delimiter, lineterminator=lineterminator, quoting=csv.QUOTE_ALL).writerows(
		rows
	)
	return file.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
	rows=st.lists(st.lists(st.sampled_from(WESTERN), min_size=3, max_size=3), min_size=1, max_size=20),
	encoding=st.sampled_from(ENCODINGS),
	delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_encoding_and_delimiter_are_found(
	tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str
) -> None:
	rows = [["lead", *row] for row in rows]
	text = written([["Number", "Name", "City", "Note"], *rows], delimiter)

	table, records = read(a_file(tmp_path, text, encoding=encoding))

	assert table.columns == ("Number", "Name", "City", "Note")
	assert [record.cells for record in records] == rows
	assert all(record.problem is None for record in records)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
	rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8),
	delimiter=st.sampled_from([",", ";", "\t", "|"]),
	line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_was_written_is_read_again(
	tmp_path: Path, rows: list[list[str]], delimiter: str, line_end: str
) -> None:
	text = written([["one", "two", "three"], *rows], delimiter, line_end)

	table, records = read(a_file(tmp_path, text), encoding="utf-8", delimiter=delimiter)

	blank = [row for row in rows if not any(cell.strip() for cell in row)]
	assert [record.cells for record in records] == [row for row in rows if row not in blank]
	assert table.blank_rows == len(blank)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(content=st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise_than_by_a_sentence(tmp_path: Path, content: bytes) -> None:
	with suppress(AuditRefused):
		_, records = read(a_file(tmp_path, b"one,two\n" + content))
		assert all(record.problem or len(record.cells) == 2 for record in records)


@pytest.mark.parametrize(
	("text", "encoding"),
	[
		("Nom;Ville\nŁukasz;Łódź\nŻaneta;Gdańsk\nJąkała;Częstochowa\n", "cp1250"),
		("Имя;Город\nИван;Москва\nПётр;Санкт-Петербург\n", "cp1251"),
		("名前,都市\n田中太郎,東京\n鈴木一郎,大阪\n", "cp932"),
		("Nom;Société\nHélène;Crêperie\nFrançois;Électricité\n", "mac_roman"),
	],
)
def test_other_encodings_are_guessed(tmp_path: Path, text: str, encoding: str) -> None:
	table, records = read(a_file(tmp_path, text, encoding=encoding))

	assert [list(table.columns), *[record.cells for record in records]] == list(
		csv.reader(text.splitlines(), delimiter=table.delimiter)
	)


def test_the_line_of_a_row_is_that_of_the_file_even_after_cells_of_many_lines(tmp_path: Path) -> None:
	text = 'Number,Note\n1,"first\nsecond\nthird"\n\n2,short\n3\n4,end\n'

	table, records = read(a_file(tmp_path, text))

	assert [(record.line, record.cells[0]) for record in records] == [(2, "1"), (6, "2"), (7, "3"), (8, "4")]
	assert table.blank_rows == 1


def test_ragged_rows_are_given_up_one_by_one(tmp_path: Path) -> None:
	_, records = read(a_file(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,,\n"))

	assert [record.problem for record in records] == [
		None,
		"it has 2 cells where the header has 3",
		"it has 4 cells where the header has 3",
		None,
	]
	assert records[3].cells == ["10", "11", "12"]


@pytest.mark.parametrize(
	"text",
	[
		'Number,Note\n1,good\n2,"never closed\n3,good\n4,good\n',
		'Number,Note\n1,good\n2,"never closed\n3,"quoted"\n4,good\n',
		'Number,Note\n1,good\n"2,never closed\n3,good\n4,good\n',
	],
)
def test_an_unclosed_quote_costs_one_row(tmp_path: Path, text: str) -> None:
	_, records = read(a_file(tmp_path, text))

	assert [(record.line, record.problem is None) for record in records] == [
		(2, True),
		(3, False),
		(4, True),
		(5, True),
	]
	assert records[1].problem == "a quote is opened in this row and never closed"


def test_a_quote_that_is_not_doubled_costs_one_row(tmp_path: Path) -> None:
	_, records = read(a_file(tmp_path, 'Number,Note\n1,"a "big" one"\n2,5" pipe\n'))

	assert [record.problem for record in records] == ["a quote inside a quoted cell is not doubled", None]
	assert records[1].cells == ["2", '5" pipe']


def test_a_cell_of_ten_megabytes_costs_one_row(tmp_path: Path) -> None:
	_, records = read(a_file(tmp_path, f'Number,Note\n1,"{"x" * 10_000_000}"\n2,fine\n'))

	assert [record.problem for record in records] == [
		f"a cell has more than {LONGEST_CELL:,} characters",
		None,
	]
	assert [record.line for record in records] == [2, 3]


def test_a_nul_byte_costs_one_row(tmp_path: Path) -> None:
	_, records = read(a_file(tmp_path, b"Number,Note\n1,a\0b\n2,fine\n"))

	assert [record.problem for record in records] == ["it contains a NUL byte", None]
	assert "\0" not in records[0].cells[1]


def test_a_few_damaged_bytes_do_not_change_the_encoding_of_the_file(tmp_path: Path) -> None:
	good = "".join(f"{number},Hélène à Besançon\n" for number in range(20))

	table, records = read(a_file(tmp_path, b"Number,Note\n" + good.encode() + b"20,caf\xe9\n21,fine\n"))

	assert table.about["encoding"] == "utf-8"
	assert [record.line for record in records if record.problem] == [22]
	assert records[20].problem == "it contains bytes that are not text in the encoding of the file"
	assert records[0].cells[1] == "Hélène à Besançon"


def test_an_accent_deep_in_the_file_is_seen(tmp_path: Path) -> None:
	rows = "".join(f"{number},plain\n" for number in range(50_000))

	_, records = read(a_file(tmp_path, b"Number,Note\n" + rows.encode() + "1,Besançon\n".encode("cp1252")))

	assert records[-1].cells == ["1", "Besançon"]


def test_old_mac_line_ends(tmp_path: Path) -> None:
	_, records = read(a_file(tmp_path, "a,b\r1,2\r3,4\r"))

	assert [(record.line, record.cells) for record in records] == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_excels_declaration_of_the_delimiter(tmp_path: Path) -> None:
	table, records = read(a_file(tmp_path, "sep=|\na,x|b,y\n1|2\n"))

	assert table.columns == ("a,x", "b,y")
	assert [(record.line, record.cells) for record in records] == [(3, ["1", "2"])]


def test_a_single_column_is_a_table(tmp_path: Path) -> None:
	table, records = read(a_file(tmp_path, "Name\nAnne\nBart; and Co\n"))

	assert table.columns == ("Name",)
	assert [record.cells for record in records] == [["Anne"], ["Bart; and Co"]]


def test_blank_names_of_columns_are_replaced(tmp_path: Path) -> None:
	table, _ = read(a_file(tmp_path, ",Name\n1,Anne\n"))

	assert table.columns == ("Column 1", "Name")


def test_records_can_be_read_twice(tmp_path: Path) -> None:
	table = DelimitedText(a_file(tmp_path, "a,b\n1,2\n\n3,4\n"))

	assert list(table.records()) == list(table.records())
	assert table.blank_rows == 1
	assert table.share_read() == 1.0
