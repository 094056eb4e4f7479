"""Who a sample lead is: a person in a company, and how likely the company is to buy. Pure, and the same every time."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lead_intelligence.setup.sample_data import vocabulary as words

# Coprime to the number of names there are: neighbours in time get names that are far apart.
_STRIDE = 379


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
	"""What is true of the lead, known to us or not. `pull` moves the odds of a sale; 0 is an average lead."""

	first_name: str
	last_name: str
	company_name: str
	email_id: str
	phone: str
	mobile_no: str
	website: str
	source: str
	campaign: str
	request_type: str
	type: str
	industry: str
	job_title: str
	no_of_employees: str
	people: int
	annual_revenue: int
	city: str
	state: str
	country: str
	unsubscribed: bool
	product: str
	pull: float


def traits_of(number: int, chance: random.Random) -> Traits:
	"""`number` counts from 0. No two numbers give the same company name or e-mail address."""
	founder, (in_french, in_english, industry, pull), round_ = _company(number)
	city, state, country, _ = words.TOWNS[round_ - 1] if round_ else pick(chance, words.TOWNS, 3)
	french = country in words.SPEAKING_FRENCH
	people_of = words.FIRST_NAMES["France" if french else country]
	first, last = (
		people_of[_below(chance, len(people_of))],
		words.FAMILY_NAMES[_below(chance, len(words.FAMILY_NAMES))],
	)
	source, _, source_pull = pick(chance, words.SOURCES)
	job_in_french, job_in_english, _, job_pull = pick(chance, words.JOBS, 2)
	size, people, _, size_pull = pick(chance, words.SIZES, 2)
	request, _, request_pull = pick(chance, words.REQUESTS)
	in_private = chance.random() < 0.12
	firm = f"{in_french} {founder}" if french else f"{founder} {in_english}"
	firm += f" {city}" if round_ else ""
	company = "" if in_private and chance.random() < 0.5 else firm
	domain = f"{'-'.join(map(plain, firm.split()))}.example"
	office, mobile = words.PHONES.get(country, ("", ""))
	phone = office.format(_below(chance, 100), _below(chance, 100)) if chance.random() < 0.55 else ""
	mobile_no = mobile.format(_below(chance, 100), _below(chance, 100)) if chance.random() < 0.4 else ""
	campaigns = words.CAMPAIGNS.get(source, ("",))
	unsubscribed = chance.random() < 0.04
	return Traits(
		first_name=first,
		last_name=last,
		company_name=company,
		email_id=(
			f"{plain(first)}.{plain(last)}.{number + 1}@gmail.example"
			if in_private
			else f"{plain(first)}.{plain(last)}@{domain}"
		),
		phone=phone,
		mobile_no=mobile_no,
		website=f"https://www.{domain}" if company and chance.random() < 0.55 else "",
		source=source,
		campaign=campaigns[_below(chance, len(campaigns))],
		request_type=request,
		type=pick(chance, words.TYPES)[0],
		industry=industry,
		job_title=job_in_french if french else job_in_english,
		no_of_employees=size,
		people=people,
		annual_revenue=round(people * (70 + 120 * chance.random())) * 1000,
		city=city,
		state=state,
		country=country,
		unsubscribed=unsubscribed,
		product=words.PRODUCTS[_below(chance, len(words.PRODUCTS))],
		pull=pull
		+ source_pull
		+ job_pull
		+ size_pull
		+ request_pull
		+ (0.3 if country == "France" else 0.0)
		+ (0.3 if phone or mobile_no else -0.3)
		- (0.6 if in_private else 0.0)
		- (1.0 if unsubscribed else 0.0),
	)


def _company(number: int) -> tuple[str, tuple[str, str, str, float], int]:
	"""Founder, trade, and how often all of their pairs have been used up before: a town then tells the firms apart."""
	pairs = len(words.FAMILY_NAMES) * len(words.TRADES)
	round_, place = divmod(number, pairs)
	place = (place * _STRIDE + 101 * round_) % pairs
	founder, trade = divmod(place, len(words.TRADES))
	return words.FAMILY_NAMES[founder], words.TRADES[trade], round_


MOST_LEADS = len(words.FAMILY_NAMES) * len(words.TRADES) * (len(words.TOWNS) + 1)


def pick(chance: random.Random, choices: Sequence[Any], weight_at: int = 1) -> Any:
	"""One of the rows, as often as their weights say."""
	left = chance.random() * sum(choice[weight_at] for choice in choices)
	for choice in choices:
		left -= choice[weight_at]
		if left < 0:
			return choice
	return choices[-1]


def _below(chance: random.Random, most: int) -> int:
	return int(chance.random() * most)


def plain(text: str) -> str:
	ascii_only = unicodedata.normalize("NFKD", text.replace("ø", "o")).encode("ascii", "ignore").decode()
	return "".join(character for character in ascii_only.lower() if character.isalnum())
