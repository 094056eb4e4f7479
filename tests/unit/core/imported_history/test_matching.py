"""Which lead a line is about: by its id, else its own number, else its address, and nobody where that is not clear."""

import pytest

from lead_intelligence.core.imported_history.matching import (
	Candidate,
	Candidates,
	SeenLines,
	already_on,
	matched,
)
from lead_intelligence.core.imported_history.meanings import Meaning
from lead_intelligence.core.imported_history.past_line import PastLine
from lead_intelligence.core.imported_history.references import missing, not_to_create, not_valid, user_among
from lead_intelligence.core.problems import Refused

ADA, BOB = Candidate(lead="L1", company="Acme"), Candidate(lead="L2", company="Acme")


def line(number: int = 2, **who: str) -> PastLine:
	return PastLine(line=number, stages={}, **who)


def match(of: PastLine, *, creates: bool = True, **found) -> str | None:
	return matched(of, "Acme", Candidates(**found), creates=creates)


def test_the_id_goes_before_the_number_and_the_number_before_the_address():
	who = line(lead_id="L1", own_number="7", email="a@b.example")
	assert match(who, by_id=ADA, by_email=[BOB]) == "L1"
	assert match(line(own_number="7", email="a@b.example"), by_number=[ADA], by_email=[BOB]) == "L1"
	assert match(line(email="a@b.example"), by_email=[BOB]) == "L2"
	assert match(line(own_number="7")) is None


def test_an_address_of_another_company_is_another_lead():
	assert match(line(email="a@b.example"), by_email=[Candidate(lead="L9", company="Else")]) is None
	assert match(line(email="a@b.example"), by_email=[Candidate(lead="L9", company=None)]) == "L9"


KNOWN = Candidate(lead="L1", company="Acme", numbers=frozenset({"8"}))
REFUSED = [
	(line(own_number="7"), {"creates": False}, "There is no such lead"),
	(line(lead_id="X"), {}, "There is no lead 'X', or you may not see it"),
	(line(lead_id="L9"), {"by_id": Candidate(lead="L9", company="Else")}, "belongs to Else, not to Acme"),
	(line(own_number="7"), {"by_number": [ADA, BOB]}, "Several leads have the own number '7': L1, L2"),
	(
		line(lead_id="L1", own_number="7"),
		{"by_id": ADA, "by_number": [BOB]},
		"is that of the lead L2, not of L1",
	),
	(
		line(email="a@b.example"),
		{"by_email": [ADA, BOB]},
		"Several leads have the address 'a@b.example': L1, L2",
	),
	(line(own_number="7", email="a@b.example"), {"by_email": [KNOWN]}, "but another own number: 8"),
]


@pytest.mark.parametrize(("of", "found", "why"), REFUSED)
def test_where_it_is_not_clear_the_line_is_refused(of, found, why):
	with pytest.raises(Refused, match=why):
		match(of, **found)


def seen(*lines: tuple[PastLine, str | None]) -> None:
	memory = SeenLines()
	for one, lead in lines:
		memory.add(one, "Acme", lead)


def test_a_file_has_one_line_for_each_lead():
	for first, second in (
		((line(2, own_number="7"), None), (line(3, own_number="7"), None)),
		((line(2, email="a@b.example"), None), (line(3, email="a@b.example"), None)),
		((line(2, own_number="7", email="a@b.example"), None), (line(3, email="a@b.example"), None)),
		((line(2, own_number="7"), "L1"), (line(3, email="a@b.example"), "L1")),
	):
		with pytest.raises(Refused, match="Line 2 is about the same lead"):
			seen(first, second)
	with pytest.raises(
		Refused, match=r"Line 2 has the same address .a@b\.example., but another own number: 7"
	):
		seen(
			(line(2, own_number="7", email="a@b.example"), None),
			(line(3, own_number="8", email="a@b.example"), None),
		)
	seen((line(2, own_number="7"), None), (line(3, own_number="8"), None), (line(4, lead_id="L1"), "L1"))
	assert "Line 9" in str(already_on(9))


def test_users_are_known_by_their_id_or_their_full_name():
	users = {"rosa@x.example": {"rosa@x.example"}, "rosa bernard": {"rosa@x.example"}, "al": {"a@x", "b@x"}}
	assert user_among(users, "ROSA@x.example") == user_among(users, "Rosa Bernard") == "rosa@x.example"
	with pytest.raises(Refused, match="There is no user 'Théo'"):
		user_among(users, "Théo")
	with pytest.raises(Refused, match="There are several users 'Al'"):
		user_among(users, "Al")


def test_what_is_missing_is_named_with_what_to_do():
	assert "have this import create what is missing" in str(missing(Meaning.SOURCE, "Fair"))
	assert str(missing(Meaning.MARKET_SEGMENT, "Glass")).endswith("Create it, or correct the name.")
	assert "you may not create any" in str(not_to_create(Meaning.TERRITORY, "Mars"))
	assert "Phone: ERPNext does not accept '1'" in str(not_valid(Meaning.PHONE, "1"))
