"""What people write to each other, in French where that is spoken and in English with everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lead_intelligence.setup.sample_data.traits import Traits
from lead_intelligence.setup.sample_data.vocabulary import PRODUCTS_IN_FRENCH, SPEAKING_FRENCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
	"""`received` from the lead, or sent by us."""

	at: datetime
	received: bool
	subject: str
	text: str


# Subject and text by occasion. {who}, {what}, {where}.
_FRENCH = {
	"enquiry": (
		"Demande : {what}",
		"Bonjour, nous cherchons des {what} pour notre site de {where}. Pouvez-vous nous renseigner ?",
	),
	"approach": (
		"Des {what} pour {where} ?",
		"Bonjour {who}, suite à notre échange, voici notre documentation sur les {what}.",
	),
	"reply": (
		"Re : {what}",
		"Bonjour {who}, merci de votre intérêt. Combien de postes de travail souhaitez-vous équiper ?",
	),
	"answer": (
		"Re : {what}",
		"Merci. Voici nos plans et quelques précisions sur notre société. Une visite serait utile.",
	),
	"offer": ("Notre offre : {what}", "Bonjour {who}, vous trouverez notre offre ci-jointe, pose comprise."),
	"order": ("Bon pour accord", "Bonjour, votre offre nous convient. Merci de lancer la commande."),
	"refusal": ("Re : Notre offre", "Bonjour, nous ne donnerons pas suite à votre offre. Bien à vous."),
	"stop": ("Désinscription", "Merci de ne plus nous écrire."),
}
_ENGLISH = {
	"enquiry": (
		"Request: {what}",
		"Hello, we are looking for {what} for our site in {where}. What do you offer?",
	),
	"approach": ("{what} for {where}?", "Hello {who}, as promised, here is what we have in {what}."),
	"reply": (
		"Re: {what}",
		"Hello {who}, thank you for your interest. How many workplaces would you like to equip?",
	),
	"answer": (
		"Re: {what}",
		"Thank you. Please find our floor plans and some details of our company. A visit would help.",
	),
	"offer": ("Our offer: {what}", "Hello {who}, please find our offer attached, installation included."),
	"order": ("Order", "Hello, your offer suits us. Please go ahead."),
	"refusal": ("Re: Our offer", "Hello, we will not take up your offer this time. Kind regards."),
	"stop": ("Unsubscribe", "Please stop writing to us."),
}
_FROM_THEM = frozenset({"enquiry", "answer", "order", "refusal", "stop"})


def letter(occasion: str, at: datetime, traits: Traits) -> Letter:
	french = traits.country in SPEAKING_FRENCH
	subject, text = (_FRENCH if french else _ENGLISH)[occasion]
	said = {
		"who": traits.first_name,
		"what": PRODUCTS_IN_FRENCH[traits.product] if french else traits.product,
		"where": traits.city,
	}
	subject = subject.format(**said)
	return Letter(
		at=at,
		received=occasion in _FROM_THEM,
		subject=subject[0].upper() + subject[1:],
		text=text.format(**said),
	)
