"""What a line names that is to be there already: users, sources, companies and the like."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from ..problems import Problem, Refused
from .meanings import Meaning
from .values import shown

CREATED: Final = (Meaning.SOURCE, Meaning.CAMPAIGN, Meaning.TERRITORY)
"""Those that an import may make."""


def missing(meaning: Meaning, text: str) -> Refused:
	"""There is none, and none is to be made."""
	message = "There is no {meaning} '{text}'. Create it, or correct the name."
	if meaning in CREATED:
		message = "There is no {meaning} '{text}'. Create it, correct the name, or have this import create what is missing."
	return Refused(Problem(message=message, values={"meaning": meaning.value, "text": shown(text)}))


def not_to_create(meaning: Meaning, text: str) -> Refused:
	message = "There is no {meaning} '{text}', and you may not create any. Ask an administrator to, or correct the name."
	return Refused(Problem(message=message, values={"meaning": meaning.value, "text": shown(text)}))


def user_among(users: Mapping[str, Collection[str]], text: str) -> str:
	"""`users`: by id and by full name, in small letters, those who are called so. Raises Refused unless exactly one is."""
	found = users.get(text.casefold(), ())
	if len(found) == 1:
		return next(iter(found))
	message = (
		"There is no user '{text}'. Create a disabled user for somebody who has left, or clear the name."
	)
	if found:
		message = "There are several users '{text}'. Write the e-mail address of the one who is meant."
	raise Refused(Problem(message=message, values={"text": shown(text)}))


def not_valid(meaning: Meaning, text: str) -> Refused:
	"""ERPNext would not let anybody save it."""
	message = "{meaning}: ERPNext does not accept '{text}'. Correct it, or clear it."
	return Refused(Problem(message=message, values={"meaning": meaning.value, "text": shown(text)}))
