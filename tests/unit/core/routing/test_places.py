"""To which territory a place belongs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_intelligence.core.routing.place_validation import mistakes_in, rivals_of
from lead_intelligence.core.routing.places import CompiledPlaces, Place, PlaceRow, place_name
from lead_intelligence.core.routing.postal_codes import code_of, tidy

FRANCE, BRITAIN = "France", "United Kingdom"


def a_row(territory: str, country: str | None = FRANCE, codes: str = "", **more) -> PlaceRow:
	"""`codes`: "75", or "75 to 78"."""
	first, _, last = codes.partition(" to ")
	row = {"name": territory, "code_from": first or None, "code_to": last or None, **more}
	return PlaceRow(territory=territory, country=country, **row)


def a_place(code: str | None = None, country: str | None = FRANCE, **more) -> Place:
	return Place(country=country, postal_code=code, **more)


def found(place: Place, *rows: PlaceRow) -> str | None:
	row = CompiledPlaces(rows).find(place)
	return row.territory if row else None


class TestWhatFits:
	def test_a_row_names_only_what_it_means(self):
		assert found(a_place("75011"), a_row("France")) == "France"
		assert found(a_place(country="Belgium"), a_row("France")) is None
		assert found(a_place("75011"), a_row("East", codes="67")) is None
		assert found(a_place("75011", country=None), a_row("France")) is None
		assert found(a_place("75011", country=None), a_row("Paris", country=None, codes="75")) == "Paris"

	def test_a_lead_without_a_code_fits_no_row_with_one(self):
		assert found(a_place(), a_row("Paris", codes="75")) is None

	def test_codes_begin_with_what_the_row_says(self):
		row = a_row("Paris", codes="750")
		assert [found(a_place(code), row) for code in ("75001", "75116", "750", "75")] == [
			"Paris",
			None,
			"Paris",
			None,
		]

	def test_a_range_reaches_from_its_first_code_to_its_last(self):
		row = a_row("West", codes="75 to 78")
		codes = ("74999", "75000", "76543", "78999", "79000", "7")
		assert [found(a_place(code), row) for code in codes] == [None, "West", "West", "West", None, None]

	@pytest.mark.parametrize(
		"code", ["75 011", "75011", "F-75011", " f - 75011", "75.011", "７５０１１", "٧٥٠١١"]
	)
	def test_codes_are_known_however_they_are_written(self, code):
		assert found(a_place(code), a_row("Eleventh", codes="75011")) == "Eleventh"

	@pytest.mark.parametrize(
		"city", ["Saint-Denis", "SAINT DENIS", "St. Denis", "st-denis cedex 2", " Saint  Denis "]
	)
	def test_cities_are_known_however_they_are_written(self, city):
		assert found(a_place(city=city), a_row("North", city="Saint-Denis")) == "North"

	def test_other_cities_are_others(self):
		assert found(a_place(city="Denis"), a_row("North", city="Saint-Denis")) is None
		assert place_name("Cedex") == "cedex"
		assert place_name(None) == place_name("-") == ""

	def test_accents_and_capitals_play_no_part(self):
		row = a_row("Île", country="france", state="Île-de-France")
		assert found(a_place(state="ILE DE FRANCE"), row) == "Île"

	def test_what_is_no_code_fits_none(self):
		for row in (a_row("France", code_from="–"), a_row("France", codes=" to 75")):
			assert found(a_place("75011"), row) is None
			assert found(a_place(), row) is None

	def test_nothing_is_found_among_no_rows(self):
		known = CompiledPlaces(())
		assert known.find(a_place("75011")) is None
		assert not known


class TestBritishCodes:
	@pytest.mark.parametrize("code", ["SW1A 1AA", "sw1a1aa", "SW1 2AB"])
	def test_a_district_is_that_with_all_its_letters(self, code):
		assert found(a_place(code, BRITAIN), a_row("Westminster", BRITAIN, "SW1")) == "Westminster"

	@pytest.mark.parametrize("code", ["SW11 2AB", "SW12 0AA", "SW19 5AE"])
	def test_another_district_does_not_begin_with_it(self, code):
		assert found(a_place(code, BRITAIN), a_row("Westminster", BRITAIN, "SW1")) is None

	def test_an_area_of_one_letter_is_not_one_of_two(self):
		row = a_row("Manchester", BRITAIN, "M")
		assert [found(a_place(code, BRITAIN), row) for code in ("M1 1AE", "ME4 4UG", "M60 2LA")] == [
			"Manchester",
			None,
			"Manchester",
		]

	def test_districts_are_counted(self):
		row = a_row("South West", BRITAIN, "SW2 to SW12")
		codes = ("SW1A 1AA", "SW2 1AA", "SW9 9AA", "SW12 0AA", "SW13 9AA")
		assert [found(a_place(code, BRITAIN), row) for code in codes] == [
			None,
			*["South West"] * 3,
			None,
		]
		assert mistakes_in(row) == ()

	def test_a_sector_and_a_whole_code_can_be_named(self):
		sector, whole = a_row("Sector", BRITAIN, "SW1A 1"), a_row("Palace", BRITAIN, "sw1a1aa")
		assert found(a_place("SW1A 1AB", BRITAIN), sector, whole) == "Sector"
		assert found(a_place("SW1A 1AA", BRITAIN), sector, whole) == "Palace"
		assert found(a_place("SW1A 2AA", BRITAIN), sector, whole) is None

	def test_codes_of_other_countries_with_letters_are_compared_as_they_are(self):
		assert found(a_place("K1A 0B1", "Canada"), a_row("Ottawa", "Canada", "K1A")) == "Ottawa"
		assert (
			found(a_place("1012 AB", "Netherlands"), a_row("Amsterdam", "Netherlands", "10")) == "Amsterdam"
		)
		assert found(a_place("D02 AF30", "Ireland"), a_row("Dublin", "Ireland", "D02")) == "Dublin"

	@pytest.mark.parametrize(
		("written", "stored"),
		[
			*[("sw1a1aa", "SW1A 1AA"), ("SW1a 1", "SW1A 1"), ("sw1", "SW1"), ("m", "M")],
			*[("75 011", "75011"), ("F-75011", "75011"), ("1012 ab", "1012AB"), (" - ", None)],
		],
	)
	def test_they_are_stored_in_one_way(self, written, stored):
		assert tidy(written) == stored
		assert tidy(stored) == stored


class TestWhichRowCounts:
	def test_the_longest_code_does(self):
		rows = [a_row("France"), a_row("Paris", codes="75"), a_row("Eleventh", codes="75011")]
		assert found(a_place("75011"), *rows) == "Eleventh"
		assert found(a_place("75012"), *rows) == "Paris"
		assert found(a_place("69001"), *rows) == "France"

	def test_one_code_before_a_range_and_a_narrow_range_before_a_wide_one(self):
		rows = [a_row("Wide", codes="10 to 30"), a_row("Narrow", codes="12 to 15"), a_row("One", codes="13")]
		assert [found(a_place(code), *rows) for code in ("11000", "12000", "13000", "14000", "16000")] == [
			"Wide",
			"Narrow",
			"One",
			"Narrow",
			"Wide",
		]

	def test_a_code_before_a_city_before_a_state_before_a_country(self):
		place = a_place("75011", state="Île-de-France", city="Paris")
		rows = [
			a_row("Country"),
			a_row("State", country=None, state="Île-de-France"),
			a_row("City", country=None, city="Paris"),
			a_row("Code", country=None, codes="7"),
		]
		for last in range(len(rows), 0, -1):
			assert found(place, *rows[:last]) == rows[last - 1].territory

	def test_of_equal_ones_the_earlier(self):
		rows = [a_row("Later", codes="75", order=2), a_row("Earlier", codes="75", order=1)]
		assert found(a_place("75011"), *rows) == "Earlier"

	def test_all_that_fit_are_told_the_one_that_counts_first(self):
		rows = [a_row("France"), a_row("Lyon", codes="69"), a_row("Paris", codes="75")]
		fitting = CompiledPlaces(rows).fitting(a_place("75011"))
		assert [row.territory for row in fitting] == ["Paris", "France"]


DIGITS = st.text("0123", min_size=1, max_size=4)
BRITISH = st.sampled_from(["M1", "M11", "ME1", "M1 2", "M", "SW1", "SW12", "M1 1AA", "SW1A"])


@st.composite
def some_rows(draw):
	rows = []
	for order in range(draw(st.integers(0, 12))):
		first, last = draw(st.one_of(DIGITS, BRITISH, st.none())), None
		if first and first.isdigit() and draw(st.booleans()):
			first, last = sorted((first, draw(st.text("0123", min_size=len(first), max_size=len(first)))))
		maybe = lambda *values: draw(st.sampled_from([None, *values]))  # noqa: E731
		rows.append(
			PlaceRow(
				name=str(order),
				territory=draw(st.sampled_from("ABC")),
				country=maybe("France", "Spain"),
				city=maybe("Paris", "St Denis"),
				state=maybe("North"),
				code_from=first,
				code_to=last,
				order=order,
			)
		)
	return rows


@settings(max_examples=400)
@given(
	rows=some_rows(),
	code=st.one_of(
		DIGITS, st.sampled_from(["M1 1AA", "M11 1AA", "SW1A 1AA", "SW1 2AB", "ME1 1AA", "13M"]), st.none()
	),
	country=st.sampled_from([None, "France", "Spain"]),
	city=st.sampled_from([None, "paris", "Saint-Denis"]),
	state=st.sampled_from([None, "north"]),
)
def test_looking_up_finds_what_looking_at_every_row_finds(rows, code, country, city, state):
	known = CompiledPlaces(rows)
	place = Place(country=country, state=state, city=city, postal_code=code)
	assert known.find(place) == next(iter(known.fitting(place)), None)


@settings(max_examples=1000)
@given(st.text("AB01 -", max_size=8) | st.text(max_size=20))
def test_any_text_is_a_code_or_none(text):
	code = code_of(text)
	assert code is None or code.plain
	assert tidy(tidy(text)) == tidy(text)


class TestMistakes:
	@pytest.mark.parametrize(
		("row", "says"),
		[
			(a_row("T", country=None), "Say which places this is about"),
			(a_row("T", country=None, city=" - "), "Say which places this is about"),
			(a_row("T", codes="–"), "Postal Code From: There is no letter from A to Z and no digit in '–'"),
			(a_row("T", codes=" to 75"), "Postal Code To: The first code is missing"),
			(a_row("T", codes="75 to 78000"), "Postal Code To: '75' and '78000' are not equally long"),
			(a_row("T", codes="78 to 75"), "Postal Code To: '75' comes before '78'"),
			(a_row("T", codes="SW9 to SW2"), "Postal Code To: 'SW2' comes before 'SW9'"),
		],
	)
	def test_a_mistake_is_refused(self, row, says):
		assert next(problem.text() for problem in mistakes_in(row)).startswith(says)

	@pytest.mark.parametrize("codes", ["75", "75 to 78", "SW1 to SW12", "M", ""])
	def test_what_is_right_is_not(self, codes):
		assert mistakes_in(a_row("T", codes=codes)) == ()


class TestRivals:
	ROW = a_row("West", codes="100 to 199")

	@pytest.mark.parametrize(
		"other",
		[
			a_row("East", codes="150 to 249"),
			a_row("East", codes="199 to 298"),
			a_row("East", codes="100 to 199"),
		],
	)
	def test_as_many_codes_of_which_some_are_the_same(self, other):
		assert rivals_of(self.ROW, [other]) == (other,)

	@pytest.mark.parametrize(
		"other",
		[
			a_row("West", codes="150 to 249", name="same territory"),
			a_row("East", codes="150 to 160"),
			a_row("East", codes="200 to 299"),
			a_row("East", codes="15 to 24"),
			a_row("East", country="Spain", codes="150 to 249"),
			a_row("East"),
			PlaceRow(name="West", territory="East", country=FRANCE, code_from="150", code_to="249"),
		],
	)
	def test_all_others_are_none(self, other):
		assert rivals_of(self.ROW, [other]) == ()

	def test_two_without_codes_about_the_same(self):
		assert rivals_of(a_row("West"), [a_row("East")]) == (a_row("East"),)
