"""Subjects of interest: texts are brought to the names of the subjects that there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.qualification.subjects import (
	by_folded_name,
	closest,
	read_subjects,
	renamed,
	split_subjects,
	unknown_subject,
)

KNOWN = by_folded_name(["Éclairage public", "LED Panels", "Museum Lighting", "Stage Lighting"])


@pytest.mark.parametrize(
	("text", "names"),
	[
		(None, ()),
		(" , ;\n", ()),
		("a; B \n c", ("a", "B", "c")),
		("a,A, á", ("a",)),
		("one\r\ntwo,  three   words", ("one", "two", "three words")),
	],
)
def test_names_in_a_text(text, names):
	assert split_subjects(text) == names


def test_known_names_are_written_as_the_records_are():
	read = read_subjects("led panels; ECLAIRAGE PUBLIC\nLamps, lamps", KNOWN)
	assert read.text == "LED Panels, Éclairage public, Lamps"
	assert read.unknown == ("Lamps",)


@given(st.text(alphabet="aAéb ,;\n", max_size=30))
def test_a_canonical_text_stays_as_it_is(text):
	once = read_subjects(text, {}).text
	assert read_subjects(once, {}).text == once
	assert split_subjects(once) == split_subjects(text)


def test_a_new_name_takes_the_place_of_the_old_one():
	assert renamed("LED, Museums", "led", "LED Panels") == "LED Panels, Museums"
	assert renamed("LED, Museums", "Museums", "led") == "LED"
	assert renamed("LED Panels; Museums", "LED", "Lamps") == "LED Panels; Museums"


def test_the_closest_subjects_are_named():
	assert closest("LED Pannels", KNOWN) == ["LED Panels"]
	assert set(closest("Lighting", KNOWN)) == {"Museum Lighting", "Stage Lighting"}
	assert closest("Gardening tools", KNOWN) == []


@pytest.mark.parametrize(
	("name", "known", "expected"),
	[
		("Led panel", KNOWN, "There is no subject 'Led panel'. Did you mean LED Panels?"),
		("Xyz", KNOWN, "There are: Éclairage public, LED Panels"),
		("Xyz", by_folded_name(f"Subject {n}" for n in range(20)), "Subject 11 …."),
		("Xyz", {}, "nor any other yet"),
	],
)
def test_a_refusal_says_what_to_write_instead(name, known, expected):
	text = unknown_subject(name, known).text()
	assert text.startswith("Subjects of Interest: ")
	assert expected in text
