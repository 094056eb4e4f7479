"""What columns mean is guessed by their names and contents; what is not sure is left to people."""

import csv
from pathlib import Path

import pytest

from lead_intelligence.audit.tables.delimited_text import DelimitedText
from lead_intelligence.core.imported_history.guessing import (
	guess_date_order,
	guess_decimal_sign,
	guess_meanings,
)
from lead_intelligence.core.imported_history.meanings import Meaning
from lead_intelligence.core.imported_history.unreadable import unreadable
from lead_intelligence.core.imported_history.values import DateOrder, DecimalSign

M = Meaning


def guessed(header: str, line: str) -> list[Meaning]:
	return guess_meanings(header.split(","), [[cell] for cell in line.split(",")])


def test_columns_are_known_by_their_names_in_english_and_french():
	assert guessed("mql_id,first_contact_date,landing_page_id,origin", "a1,2018-02-01,b2,social") == [
		M.OWN_NUMBER,
		M.FIRST_CONTACT,
		M.IGNORE,
		M.SOURCE,
	]
	assert guessed(
		"opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
		"1C1,Moses Frase,GTX,Cancity,Won,2016-10-20,2017-03-01,1054",
	) == [
		*(
			M.OWN_NUMBER,
			M.DEAL_OWNER,
			M.IGNORE,
			M.COMPANY_NAME,
			M.OUTCOME,
			M.OPENED_ON,
			M.CLOSED_ON,
			M.AMOUNT,
		),
	]
	assert guessed(
		"Numéro,Prénom,Société,Premier contact,Étape MQL atteinte", "7,Ada,Lumen,2024-01-01,2024-01-02"
	) == [
		*(M.OWN_NUMBER, M.FIRST_NAME, M.COMPANY_NAME, M.FIRST_CONTACT, M.MQL),
	]


def test_a_column_called_like_a_stage_is_one_only_with_dates():
	assert guessed("Email,MQL,SQL", "a@b.example,2024-01-01,yes") == [M.EMAIL, M.MQL, M.IGNORE]


def test_no_meaning_is_guessed_twice():
	assert guessed("Lead,ID,Email,E-Mail", "L1,L1,a@b.example,a@b.example").count(M.LEAD_ID) == 1


@pytest.mark.parametrize(
	("cells", "order"),
	[
		(["2024-01-31"], DateOrder.YEAR_FIRST),
		(["01/02/2024", "31/01/2024"], DateOrder.DAY_FIRST),
		(["01/02/2024", "01/31/2024 10:00"], DateOrder.MONTH_FIRST),
		(["01/02/2024"], DateOrder.DAY_FIRST),
		(["", "no date"], DateOrder.YEAR_FIRST),
	],
)
def test_how_dates_are_written_is_seen_from_all_of_them(cells, order):
	assert guess_date_order(cells) is order


def test_a_decimal_comma_is_seen():
	assert guess_decimal_sign(["1.234,56 €", "7"]) is DecimalSign.COMMA
	assert guess_decimal_sign(["1,234", "1,234.56"]) is DecimalSign.POINT


UNREADABLE = [
	(b"a,b\n1\n", "The line has 1 cells, but the first line names 2 columns"),
	(b"a,b\n1,2,3\n", "The line has 3 cells, but the first line names 2 columns"),
	(b'a,b\n"1,2\n3,4\n', "A quote is opened and never closed"),
	(b'a,b\n"1"x,2\n3,4\n', "A quote stands in the middle of a cell in quotes"),
	(b"a,b\n1\x00,2\n", "The line contains a character that no text has"),
	(b"a,b\n1,2\n" * 40 + b"\xe9\xff,2\n" + "é,é\n".encode() * 40, "letters that cannot be read"),
]


@pytest.mark.parametrize(("content", "why"), UNREADABLE)
def test_a_line_that_cannot_be_read_is_said_in_words(tmp_path, content, why):
	path = tmp_path / "history.csv"
	path.write_bytes(content)
	table = DelimitedText(path)
	record = next(record for record in table.records() if record.problem)
	assert why in unreadable(record.problem, len(record.cells), len(table.columns)).text()


def test_what_the_reader_of_tables_may_say_one_day_has_words_too():
	assert "cannot be read as CSV" in unreadable("it is odd", 2, 2).text()


@pytest.mark.parametrize(
	"name", ["olist/olist_marketing_qualified_leads_dataset.csv", "maven/sales_pipeline.csv"]
)
def test_real_files_need_little_help(name):
	path = Path(__file__).resolve().parents[5] / "shared" / "data" / name
	if not path.exists():
		pytest.skip(f"{path} is not there")
	with path.open(encoding="utf-8") as file:
		rows = [row for row, _number in zip(csv.reader(file), range(50), strict=False)]
	meanings = guess_meanings(rows[0], [list(cells) for cells in zip(*rows[1:], strict=True)])
	assert M.OWN_NUMBER in meanings
	assert any(meaning in (M.FIRST_CONTACT, M.OPENED_ON) for meaning in meanings)
