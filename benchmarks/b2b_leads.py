"""Leads as a business-to-business company has them: mostly incomplete, no two alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, take_snapshot

from .b2b_model import CATALOGUE

NOW: Final = datetime(2026, 11, 22, 10)
_PLACES: Final = {
	"France": ("Western Europe", "EMEA"),
	"Belgium": ("Western Europe", "EMEA"),
	"Sweden": ("Nordics", "EMEA"),
	"Poland": ("Eastern Europe", "EMEA"),
	"Brazil": ("Americas",),
	"Japan": ("Asia",),
}
_TITLES: Final = [
	"CEO",
	"Head of Sales",
	"Purchasing Manager",
	"Maintenance Engineer",
	"Student",
	"Owner",
	"VP Operations",
	"Plant Director",
	"Assistant",
	"Buyer",
	"Team Lead Logistics",
	"Managing Director",
	"Consultant",
	"Technician",
	"Chief Digital Officer",
]
_SITES: Final = ("North", "South", "Lyon", "Lille", "Malmö", "Gdańsk", "Osaka", "")
_INDUSTRIES: Final = ("Manufacturing", "Automotive", "Aerospace", "Government", "Retail Trade", "Consulting")
_SOURCES: Final = ("Reference", "Exhibition", "Mass Mailing", "Cold Calling", "Campaign", "Existing Customer")


def b2b_leads(count: int) -> list[LeadSnapshot]:
	"""The same leads every time."""
	random = Random(20_261_122)
	return [_lead(number, random) for number in range(count)]


def _lead(number: int, random: Random) -> LeadSnapshot:
	territory = random.choice(tuple(_PLACES))
	content: dict[str, Callable[[], object]] = {
		"lead_name": lambda: f"Lead {number}",
		"job_title": lambda: f"{random.choice(_TITLES)} {random.choice(_SITES)}",
		"email_id": lambda: (
			f"lead{number}@{random.choice(('gmail.com', 'acme.example', f'firm{number % 997}.example'))}"
		),
		"phone": lambda: f"+33 1 23 45 {number % 100:02}",
		"mobile_no": lambda: f"+33 6 12 34 {number % 100:02}",
		"no_of_employees": lambda: random.choice(("1-10", "11-50", "51-200", "201-500", "501-1000", "1000+")),
		"annual_revenue": lambda: random.randrange(100_000, 50_000_000, 10_000),
		"industry": lambda: random.choice(_INDUSTRIES),
		"territory": lambda: territory,
		"language": lambda: random.choice(("fr", "en", "de", "sv", "ja")),
		"source": lambda: random.choice(_SOURCES),
		"campaign": lambda: random.choice(("Autumn", "Spring")),
		"request_type": lambda: random.choice(("Product Enquiry", "Request for Information", "Other")),
		"last_meeting": lambda: date(2026, 11, 20) - timedelta(days=random.randrange(500)),
		"machines": lambda: random.randrange(300),
		"topics": lambda: random.sample(("Maintenance", "Spare parts", "Training", "Financing"), 2),
	}
	raw = {name: make() for name, make in content.items() if random.random() < 0.7}
	raw["unsubscribed"] = random.random() < 0.03
	raw["status"] = "Do Not Contact" if random.random() < 0.01 else "Lead"
	ancestors = {"territory": frozenset((territory, *_PLACES[territory]))} if "territory" in raw else {}
	return take_snapshot(raw, CATALOGUE, name=f"LEAD-{number:05}", ancestors=ancestors)
