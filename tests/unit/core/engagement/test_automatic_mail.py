"""Bounces and the answers of those who are away are told from what people write."""

import pytest

from lead_intelligence.core.engagement.automatic_mail import is_automatic

ADA = "ada@analytical.example"


@pytest.mark.parametrize(
	"subject",
	[
		"Automatic reply: Pumps",
		"AUTOMATIC REPLY: Pumps",
		"Auto: Pumps",
		"Auto-Reply",
		"Out of Office",
		"Re: Out of the office until Monday",
		"Réponse automatique : Pompes",
		"Absence du bureau",
		"Automatische Antwort: Pumpen",
		"Abwesenheitsnotiz",
		"Undelivered Mail Returned to Sender",
		"Undeliverable: Pumps",
		"Mail delivery failed: returning message to sender",
		"Delivery Status Notification (Failure)",
		"Non remis : Pompes",
		"Unzustellbar: Pumpen",
	],
)
def test_by_its_subject(subject):
	assert is_automatic(ADA, subject)


@pytest.mark.parametrize(
	"sender",
	[
		"MAILER-DAEMON@mail.example",
		"postmaster@mail.example",
		"bounces+42@mail.example",
		"no-reply@mail.example",
		"noreply@mail.example",
		"donotreply@mail.example",
		"ne-pas-repondre@mail.example",
	],
)
def test_by_its_sender(sender):
	assert is_automatic(sender, "Pumps")


@pytest.mark.parametrize(
	("sender", "subject"),
	[
		(ADA, "Pumps"),
		(ADA, "Re: Your offer"),
		(ADA, "Automation of our pumps"),
		(ADA, "Autos and pumps"),
		(ADA, "How to get out of office contracts"),
		(ADA, "Return of a pump"),
		(ADA, ""),
		(None, None),
		("norbert@mail.example", "Pumps"),
		("bounceback@pumps.example", "Pumps"),
	],
)
def test_people(sender, subject):
	assert not is_automatic(sender, subject)
