"""Writes the leads of the sample company that `lead-intelligence demo` audits. The same bytes every time.

Ateliers Lumen makes lighting for workshops, warehouses and shops near Lyon and sells it to companies in Europe. All
names are invented, addresses end in .example, and telephone numbers lie in the ranges that France keeps for fiction.
The rows look like an export of ERPNext's Data Import, with what such files bring along: choices that nobody made,
blanks, amounts written by hand, a cut-off row. "Became Customer" was joined to them later, from the invoices.
"""

from __future__ import annotations

import csv
import io
import math
import random
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[2] / "lead_intelligence" / "audit" / "demo" / "ateliers-lumen-leads.csv"
LEADS = 420

COLUMNS = [
	"ID", "Full Name", "Job Title", "Organization Name", "Email", "Phone", "Mobile No", "Website", "Source",
	"Campaign Name", "Request Type", "Lead Type", "Industry", "No of Employees", "Annual Revenue", "Territory", "City",
	"Country", "Qualification Status", "Unsubscribed", "Status", "Lead Owner", "Became Customer",
]  # fmt: skip
FIRST_NAMES = (
	"Camille", "Hélène", "Mathieu", "Zoé", "Élodie", "Benoît", "Chloé", "François", "Inès", "Jérôme", "Léa", "Noémie",
	"Rémi", "Sandrine", "Théo", "Valérie", "Yann", "Anke", "Jürgen", "Marta", "Paolo", "Giulia", "Pieter", "Sanne",
	"João", "Beatriz", "Íñigo", "Lucía", "Søren", "Agnieszka",
)  # fmt: skip
LAST_NAMES = (
	"Vautrin", "Delacourt", "Ferrand", "Marchetti", "Besnard", "Okonkwo", "Lefebvre-Roy", "Gaillard", "Nguyen", "Roussel",
	"Schäfer", "Köhler", "Van den Berg", "Peeters", "D'Angelo", "Conti", "Moreira", "Castaño", "Nowak", "Lindqvist",
	"Haddad", "Perrot", "Chevrier", "Aubertin", "Kessler",
)  # fmt: skip
TRADES = (
	("Menuiserie", "Manufacturing"), ("Mécanique", "Manufacturing"), ("Tôlerie", "Manufacturing"),
	("Logistique", "Transportation"), ("Entrepôts", "Transportation"), ("Boulangeries", "Food, Beverage & Tobacco"),
	("Supermarchés", "Retail & Wholesale"), ("Librairies", "Retail & Wholesale"), ("Cliniques", "Health Care"),
	("Conseil", "Consulting"), ("Architectes", "Consulting"), ("Imprimerie", "Publishing"),
)  # fmt: skip
PLACES = (
	("Lyon", "Auvergne-Rhône-Alpes", "France", 30), ("Grenoble", "Auvergne-Rhône-Alpes", "France", 16),
	("Saint-Étienne", "Auvergne-Rhône-Alpes", "France", 10), ("Nantes", "Pays de la Loire", "France", 9),
	("Besançon", "Bourgogne-Franche-Comté", "France", 7), ("Lille", "Hauts-de-France", "France", 8),
	("Liège", "Belgium", "Belgium", 6), ("Gent", "Belgium", "Belgium", 4), ("Köln", "Germany", "Germany", 6),
	("Torino", "Italy", "Italy", 7), ("Genève", "Switzerland", "Switzerland", 5), ("Porto", "Portugal", "Portugal", 2),
	("Kraków", "Poland", "Poland", 3),
)  # fmt: skip
# Source, how common, how it moves the odds of a sale.
SOURCES = (
	("Website", 26, 0.3), ("Exhibition", 16, 0.2), ("Reference", 12, 1.5), ("Existing Customer", 6, 1.9),
	("Campaign", 12, -0.3), ("Mass Mailing", 14, -1.1), ("Cold Calling", 9, -0.8), ("", 5, 0.0),
)  # fmt: skip
CAMPAIGNS = {
	"Campaign": ("Éclairage LED 2025", "Rénovation énergétique"),
	"Exhibition": ("Global Industrie 2025",),
}
JOBS = (
	("Directeur général", 7, 0.9), ("Directrice des achats", 8, 1.0), ("Responsable maintenance", 14, 0.5),
	("Purchasing Manager", 7, 0.8), ("Chief Operating Officer", 4, 0.9), ("Chef de projet", 11, 0.0),
	("Architecte d'intérieur", 7, 0.1), ("Technicien", 9, -0.3), ("Assistante", 8, -0.5), ("Stagiaire", 4, -1.4),
	("", 21, -0.3),
)  # fmt: skip
SIZES = (
	("1-10", 34, -0.5), ("11-50", 22, 0.0), ("51-200", 21, 0.6), ("201-500", 12, 1.1), ("501-1000", 7, 1.0), ("1000+", 4, 0.8),
)  # fmt: skip
REQUESTS = (
	("Product Enquiry", 30, 0.9),
	("Request for Information", 24, 0.1),
	("Suggestions", 4, -0.9),
	("Other", 7, -0.4),
	("", 35, -0.2),
)
OWNERS = ("claire.vasseur@lumen.example", "karim.benali@lumen.example", "Administrator")
BY_HAND = ("env. 2 M€", "1,2 M", "à préciser", "3.5 millions")


def leads_csv(seed: int = 2025) -> str:
	chance = random.Random(seed)
	file = io.StringIO()
	writer = csv.writer(file, lineterminator="\r\n")
	writer.writerow(COLUMNS)
	for number in range(1, LEADS + 1):
		row = _lead(chance, number)
		_spoil(chance, number, row)
		writer.writerow(row)
	return file.getvalue()


def _lead(chance: random.Random, number: int) -> list[str]:
	first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
	trade, industry = chance.choice(TRADES)
	founder = chance.choice(LAST_NAMES)
	organisation = f"{trade} {founder}" if chance.random() < 0.9 else ""
	source, source_pull = _pick(chance, SOURCES)
	job, job_pull = _pick(chance, JOBS)
	size, size_pull = _pick(chance, SIZES)
	request, request_pull = _pick(chance, REQUESTS)
	city, territory, country = chance.choices([p[:3] for p in PLACES], [p[3] for p in PLACES])[0]
	domain = (
		f"{_plain(trade)}-{_plain(founder)}.example"
		if organisation and chance.random() < 0.8
		else "courriel.example"
	)
	email = f"{_plain(first)}.{_plain(last)}@{domain}" if chance.random() < 0.88 else ""
	phone = (
		f"+33 4 65 71 {chance.randrange(100):02} {chance.randrange(100):02}" if chance.random() < 0.5 else ""
	)
	mobile = (
		f"+33 6 39 98 {chance.randrange(100):02} {chance.randrange(100):02}" if chance.random() < 0.45 else ""
	)
	size_is_said = chance.random() < 0.62
	revenue = _revenue(chance, size) if size_is_said and chance.random() < 0.6 else "0.0"
	unsubscribed = chance.random() < 0.06
	pull = (
		-2.3
		+ source_pull
		+ job_pull
		+ size_pull
		+ request_pull
		+ (0.5 if country == "France" else 0.0)
		+ (0.5 if phone or mobile else -0.4)
		+ (0.4 if domain != "courriel.example" and email else -0.5)
		+ (0.4 if industry in ("Manufacturing", "Transportation") else 0.0)
		- (1.2 if unsubscribed else 0.0)
	)
	won = chance.random() < 1 / (1 + math.exp(-1.7 * pull))
	# The export is older than the outcome: what is in it was known before anybody bought.
	status = chance.choices(("Lead", "Open", "Replied", "Interested"), (5, 4, 3, 2 if pull > 0 else 0))[0]
	if unsubscribed and chance.random() < 0.5:
		status, won = "Do Not Contact", False
	qualification = chance.choices(
		("Unqualified", "In Process", "Qualified"), (6, 2, 3 if pull > 0 else 0.5)
	)[0]
	return [
		f"CRM-LEAD-2025-{number:05}",
		f"{first} {last}",
		job,
		organisation,
		email,
		phone,
		mobile,
		f"https://www.{domain}" if domain != "courriel.example" and chance.random() < 0.5 else "",
		source,
		chance.choice(CAMPAIGNS[source]) if source in CAMPAIGNS else "",
		request,
		chance.choice(("Client", "Client", "Client", "Channel Partner", "Consultant", "")),
		industry if chance.random() < 0.72 else "",
		size if size_is_said else "1-10",
		revenue,
		territory if chance.random() < 0.9 else "All Territories",
		city,
		country,
		qualification,
		"1" if unsubscribed else "0",
		status,
		chance.choices(OWNERS, (5, 4, 1))[0],
		"Yes" if won else "No",
	]


def _spoil(chance: random.Random, number: int, row: list[str]) -> None:
	"""What people and spreadsheets do to files."""
	if number in (57, 203, 318, 391):
		row[COLUMNS.index("Annual Revenue")] = BY_HAND[number % len(BY_HAND)]
	if number == 88:
		row[COLUMNS.index("Organization Name")] = '=HYPERLINK("https://lumen.example/?q="&A2,"Facture")'
	if number == 131:
		row[COLUMNS.index("Job Title")] = "Responsable achats\nsite de Vénissieux"
	if number == 174:
		del row[14:]
	if number == 266:
		row.insert(4, "contact@ailleurs.example")
	if number == 340:
		row[:] = [""] * len(row)
	if number == 402:
		row[COLUMNS.index("Unsubscribed")] = "peut-être"


def _pick(chance: random.Random, choices: tuple[tuple[str, int, float], ...]) -> tuple[str, float]:
	text, _, pull = chance.choices(choices, [weight for _, weight, _ in choices])[0]
	return text, pull


def _revenue(chance: random.Random, size: str) -> str:
	people = {"1-10": 6, "11-50": 28, "51-200": 110, "201-500": 320, "501-1000": 720, "1000+": 2400}[size]
	return f"{round(people * chance.uniform(70, 190)) * 1000}.0"


def _plain(text: str) -> str:
	ascii_only = unicodedata.normalize("NFKD", text.replace("ø", "o")).encode("ascii", "ignore").decode()
	return "".join(character for character in ascii_only.lower() if character.isalnum())


if __name__ == "__main__":
	TARGET.write_text(leads_csv(), encoding="utf-8", newline="")
	print(TARGET)
