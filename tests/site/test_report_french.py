"""Each report in French: headings, figures on top, charts, words in rows, notes and how it is computed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

import lead_intelligence
from lead_intelligence.adapters.reports.index import REPORTS
from tests.site.reported_company import COMPANY, SOURCES, reported_leads

_FRENCH = Path(lead_intelligence.__file__).parent / "translations" / "fr.csv"
_DATA = {COMPANY, *SOURCES, "A", "B", "C", "D", "Campaign"}


@pytest.fixture
def in_french(rolled_back) -> Iterator[None]:
	before = frappe.local.lang
	frappe.local.lang = "fr"
	yield
	frappe.local.lang = before


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_is_said_in_english(in_french, report):
	reported_leads(60)
	answer = run(report, filters={"company": COMPANY, "compare": 1})
	assert answer["result"]
	assert [text for text in said(answer) if text not in _DATA and is_english(text)] == []


def said(answer: dict[str, Any]) -> Iterator[str]:
	yield from (column["label"] for column in answer["columns"])
	yield from (card["label"] for card in answer["report_summary"])
	chart = answer["chart"] or {"data": {"labels": [], "datasets": []}}
	yield from (str(label) for label in chart["data"]["labels"])
	yield from (series["name"] for series in chart["data"]["datasets"])
	texts = [column["fieldname"] for column in answer["columns"] if column["li_shape"] == "Text"]
	yield from (str(row[name]) for row in answer["result"] for name in texts if row.get(name))
	yield from (
		str(value)
		for row in answer["result"]
		for name, value in row.items()
		if name.endswith("_why") and value
	)
	yield from (unescape(item) for item in re.findall(r"<(?:li|summary)[^>]*>([^<]*)<", answer["message"]))


def is_english(text: str) -> bool:
	return any(pattern.fullmatch(text) for pattern in _english())


# Of a text with so few letters of its own, anything may be an example.
_FEW_LETTERS = 12
_patterns: list[re.Pattern[str]] = []


def _english() -> list[re.Pattern[str]]:
	"""The English texts whose French is another, with anything in the place of what fills them."""
	if not _patterns:
		for english, french, *_more in csv.reader(_FRENCH.open(encoding="utf-8", newline="")):
			fixed = re.sub(r"\{\w*\}|\W", "", english)
			if english != french and (len(fixed) > _FEW_LETTERS or "{" not in english):
				_patterns.append(re.compile(re.sub(r"\\\{\w*\\\}", ".*", re.escape(english))))
	return _patterns
