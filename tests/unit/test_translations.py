"""French is complete, and says what the English says."""

from __future__ import annotations

import csv
import re
from collections import Counter

from tests.unit.translatable import APP, texts

_PLACEHOLDER = re.compile(r"\{[a-z_0-9]*\}")
TEXTS = texts()
FRENCH = list(csv.reader((APP / "translations" / "fr.csv").open(encoding="utf-8", newline="")))


def test_every_row_is_a_text_and_its_translation():
	assert all(len(row) in (2, 3) and row[0] and row[1].strip() for row in FRENCH)


def test_no_text_is_translated_twice():
	assert [text for text, count in Counter(row[0] for row in FRENCH).items() if count > 1] == []


def test_every_text_has_its_french():
	known = {row[0] for row in FRENCH}
	assert {text: place for text, place in TEXTS.items() if text not in known} == {}


def test_no_translation_is_left_over():
	assert [row[0] for row in FRENCH if row[0] not in TEXTS] == []


def test_the_french_has_the_same_placeholders():
	for english, french, *_ in FRENCH:
		assert Counter(_PLACEHOLDER.findall(english)) == Counter(_PLACEHOLDER.findall(french)), english


def test_the_collector_finds_texts_of_every_kind():
	for text in (
		"Lead Scoring Model",
		"is at least",
		"{0}, and {1}",
		"Rules, row {row}",
		"Please correct the model",
		"Try Again",
	):
		assert text in TEXTS
