"""A digest as plain text is read without anything else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.digest.letter import Letter, Line, News, Row, Titles
from lead_intelligence.core.digest.plain import as_text, columns_of

TITLES = Titles(
	news="What Changed Most",
	alarms="What Cannot Wait",
	figures="All Figures",
	now="Last week",
	before="Week before",
	open="Open the report",
	stop="Stop this digest",
)
LETTER = Letter(
	subject="",
	heading="Atelier Lumière, 11 March 2024 to 17 March 2024",
	opening=[],
	news=[
		News(
			verdict="Worse",
			what="Treatment Rate fell to 50 % (10 of 20), from 90 % (18 of 20).",
			whom="Talk to Théo Lefèvre: 10 % (1 of 10), after 90 % (9 of 10).",
			chance="Chance alone does as much in fewer than 1 of 100 weeks.",
			tone="bad",
			link="https://erp.example/app/query-report/Marketing%20and%20Sales%20Agreement?from_date=2024-03-11",
		)
	],
	alarms=[Line(text="7 leads wait past their time.", link="https://erp.example/app/lead")],
	rows=[
		Row(label="New Leads", now="8", before="30"),
		Row(label="Treatment Rate", now="50 % (10 of 20)", before="90 % (18 of 20)"),
	],
	titles=TITLES,
	why="You get this every week because you asked for it.",
	stop="https://erp.example/stop?key=1",
	board=Line(text="The same on the dashboard:", link="https://erp.example/app/lead-intelligence"),
)

READ = """\
Atelier Lumière, 11 March 2024 to 17 March 2024
===============================================

What Changed Most
-----------------

1. Worse: Treatment Rate fell to 50 % (10 of 20), from 90 % (18 of 20).
   Talk to Théo Lefèvre: 10 % (1 of 10), after 90 % (9 of 10).
   Chance alone does as much in fewer than 1 of 100 weeks.
   https://erp.example/app/query-report/Marketing%20and%20Sales%20Agreement?from_date=2024-03-11

What Cannot Wait
----------------

* 7 leads wait past their time.
  https://erp.example/app/lead

All Figures
-----------

                                          Last week      Week before
New Leads ........................                8               30
Treatment Rate ...................  50 % (10 of 20)  90 % (18 of 20)

The same on the dashboard:
https://erp.example/app/lead-intelligence

------------------------------------------------------------------------
You get this every week because you asked for it.
Stop this digest:
https://erp.example/stop?key=1
"""


def test_it_is_read_as_it_is():
	assert as_text(LETTER) == READ


def test_what_there_is_nothing_of_has_no_title():
	read = as_text(replace(LETTER, news=[], alarms=[], rows=[], opening=["Nothing happened."], board=None))
	assert "Changed" not in read
	assert "Figures" not in read
	assert "Nothing happened." in read


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200)
figures = st.text(st.characters(codec="latin-1", blacklist_categories=("Cc",)), max_size=25)


@given(texts, texts, texts, texts, figures, figures)
def test_no_line_but_an_address_is_longer_than_72_columns(heading, what, whom, label, now, before):
	news = News(verdict="Worse", what=what, whom=whom)
	row = Row(label=label, now=now, before=before)
	letter = replace(LETTER, heading=heading, news=[news], rows=[row], opening=[what])
	for line in as_text(letter).split("\n"):
		assert columns_of(line) <= 72 or line.lstrip().startswith("http"), line


def test_a_percent_sign_stays_with_its_number():
	what = f"{'a' * 65} is 50 % of all."
	read = as_text(replace(LETTER, opening=[what], rows=[], news=[]))
	assert " is\n50 % of all." in read
	assert "50\n%" not in read


def test_columns_are_those_of_a_terminal():
	assert [columns_of(text) for text in ("Lumière", "Lumie\u0300re", "新規", "")] == [7, 7, 4, 0]


def test_wide_characters_keep_the_columns():
	row = Row(label="新しいリード" * 4, now="8", before="30")
	lines = as_text(replace(LETTER, rows=[row])).split("\n")
	(line,) = [line for line in lines if line.endswith("30")]
	assert "8" in line
