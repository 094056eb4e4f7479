"""Who works at the company of the test sites, and how they sign in."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "Lumiere-2024-desk"


@dataclass(frozen=True)
class Person:
	user: str
	first_name: str
	last_name: str
	roles: tuple[str, ...]
	password: str = PASSWORD


ADMINISTRATOR = Person("Administrator", "Administrator", "", (), "admin")
REP = Person("rosa@atelier-lumiere.example", "Rosa", "Bernard", ("Sales User",))
SECOND_REP = Person("theo@atelier-lumiere.example", "Théo", "Lefèvre", ("Sales User",))
MANAGER = Person("maud@atelier-lumiere.example", "Maud", "Petit", ("Sales User", "Sales Manager"))
MARKETING = Person("mila@atelier-lumiere.example", "Mila", "Roux", ("Sales User", "Lead Marketing"))
PEOPLE = (REP, SECOND_REP, MANAGER, MARKETING)

BY_ROLE = {
	"Administrator": ADMINISTRATOR,
	"Sales User": REP,
	"Sales Manager": MANAGER,
	"Lead Marketing": MARKETING,
}


def hire_everyone() -> None:
	"""Before the app is installed, without those whose roles come with it."""
	import frappe

	for person in PEOPLE:
		if all(frappe.db.exists("Role", role) for role in person.roles):
			hire(person)


def hire(person: Person) -> None:
	import frappe

	if frappe.db.exists("User", person.user):
		return
	# Tests that want somebody new each would be more than a site takes in an hour.
	frappe.local.conf.throttle_user_limit = 10_000
	frappe.get_doc(
		{
			"doctype": "User",
			"email": person.user,
			"first_name": person.first_name,
			"last_name": person.last_name,
			"send_welcome_email": 0,
			"user_type": "System User",
			"language": "en",
			"new_password": person.password,
			"roles": [{"role": role} for role in person.roles],
		}
	).insert(ignore_permissions=True)
