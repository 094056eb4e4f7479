"""How the columns of ERPNext's own exports are called: field names, and labels in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...core.snapshot.erpnext_lead import CANONICAL_NAMES, ERPNEXT_LEAD_FIELDS

FRENCH_LABELS: Final[Mapping[str, str]] = {
	"lead_name": "Nom Complet",
	"first_name": "Prénom",
	"middle_name": "Deuxième Nom",
	"last_name": "Nom de Famille",
	"salutation": "Civilité",
	"gender": "Sexe",
	"job_title": "Titre de l'Emploi",
	"company_name": "Nom de l'Organisation",
	"email_id": "Courriel",
	"phone": "Téléphone",
	"phone_ext": "Ext. Téléphone",
	"mobile_no": "N° Mobile",
	"whatsapp_no": "WhatsApp",
	"fax": "Fax",
	"website": "Site Web",
	"source": "Source",
	"medium": "Moyen",
	"campaign": "Nom de la Campagne",
	"utm_content": "Contenu",
	"no_of_employees": "Nb de salarié(e)s",
	"annual_revenue": "CA annuel",
	"industry": "Industrie",
	"market_segment": "Part de Marché",
	"territory": "Région",
	"city": "Ville",
	"state": "État / Province",
	"country": "Pays",
	"type": "Type de Lead",
	"request_type": "Type de Demande",
	"qualification_status": "Statut de Qualification",
	"qualified_by": "Qualifié par",
	"qualified_on": "Qualifié le",
	"status": "Statut",
	"lead_owner": "Responsable du Prospect",
	"customer": "Du Client",
	"company": "Société",
	"language": "Langue d'Impression",
	"unsubscribed": "Désinscrit",
	"blog_subscriber": "Abonné au Blog",
	"disabled": "Désactivé",
	"creation": "Créé Le",
	"owner": "Établi par",
}

_FURTHER_LABELS: Final[Mapping[str, tuple[str, ...]]] = {
	"salutation": ("Salutations",),
	"email_id": ("Email Address", "Email Id"),
	"source": ("Lead Source", "UTM Source"),
	"medium": ("UTM Medium",),
	"campaign": ("Campaign Name", "UTM Campaign", "Campagne"),
	"utm_content": ("UTM Content",),
	"disabled": ("Desactivé",),
	"lead_name": ("Person Name",),
	"mobile_no": ("Mobile No.", "Mobile"),
	"no_of_employees": ("No. of Employees",),
}

ID_NAMES: Final = ("ID", "name")
BESIDE_THE_LEAD: Final = (
	"Sr", "Sr No", "Sr No.", "Series", "naming_series", "Séries", "Title", "Titre", "Image", "Document Status",
	"docstatus", "idx", "modified", "modified_by", "Last Updated On", "Last Updated By", "Dernière Mise à Jour",
	"Dernière Mise à Jour Par", "Tags", "_user_tags", "Balises", "Assigned To", "_assign", "Assigné À", "_comments",
	"_liked_by", "_seen",
)  # fmt: skip
"""Columns of ERPNext's exports that are not said of the lead by anyone."""


def fold_label(text: str) -> str:
	"""Typographic and straight apostrophes and hard blanks are the same in a label, and so are cases."""
	return " ".join(text.replace("’", "'").replace("\xa0", " ").casefold().split())


def _all_labels() -> dict[str, str]:
	labels: dict[str, str] = {}
	for field in ERPNEXT_LEAD_FIELDS:
		spellings = (
			field.name,
			field.label,
			FRENCH_LABELS.get(field.name, ""),
			*_FURTHER_LABELS.get(field.name, ()),
		)
		for spelling in filter(None, spellings):
			labels.setdefault(fold_label(spelling), field.name)
	for theirs, ours in CANONICAL_NAMES.items():
		labels[fold_label(theirs)] = ours
	return labels


FIELD_OF_LABEL: Final[Mapping[str, str]] = _all_labels()
