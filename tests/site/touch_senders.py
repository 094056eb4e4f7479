"""Programs and websites that send touches over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
import requests

from lead_intelligence.adapters.website_tokens import issue_token
from lead_intelligence.setup.roles import RECORDER

METHOD = "/api/method/lead_intelligence.api.touch.record"
SETTINGS = "Lead Intelligence Settings"


@dataclass(frozen=True)
class Program:
	"""Sends with an API key."""

	url: str
	key: str

	def post(self, content: Any) -> requests.Response:
		headers = {"Authorization": f"token {self.key}"}
		return requests.post(self.url + METHOD, json=content, headers=headers, timeout=60)

	def send(self, **touch: Any) -> dict[str, Any]:
		return self.post(touch).json()["message"]

	def send_all(self, touches: list[Any]) -> dict[str, Any]:
		answer = self.post({"touches": touches})
		assert answer.status_code == 200, answer.text[-2000:]
		return answer.json()["message"]


def a_program(site: Any, name: str = "crm-bridge", roles: tuple[str, ...] = (RECORDER,)) -> Program:
	return Program(site.url, site.run(_key_of, f"{name}@programs.example", roles))


def _key_of(user: str, roles: tuple[str, ...]) -> str:
	if not frappe.db.exists("User", user):
		# Frappe lets only so many be made in an hour.
		frappe.local.conf.throttle_user_limit = 10_000
		fields = {"email": user, "first_name": user, "send_welcome_email": 0, "user_type": "Website User"}
		frappe.get_doc({"doctype": "User", **fields, "roles": [{"role": role} for role in roles]}).insert()
	doc = frappe.get_doc("User", user)
	secret = frappe.generate_hash(length=15)
	doc.api_key = doc.api_key or frappe.generate_hash(length=15)
	doc.api_secret = secret
	doc.save()
	return f"{doc.api_key}:{secret}"


def a_token(on: Any, *kinds: str, days: int = 1, create: bool = False, **more: Any) -> str:
	def issue() -> str:
		values = {"site": None, "source": None, **more}
		return issue_token(kinds or ("Contact Form",), days, create=create, **values)[0]

	return on.run(issue)


def from_website(site: Any, token: Any, origin: str | None = None, **touch: Any) -> requests.Response:
	headers = {"Origin": origin} if origin else {}
	content = {"token": token, "kind": "Contact Form", **touch}
	return requests.post(site.url + METHOD, json=content, headers=headers, timeout=60)


def set_limits(site: Any, **limits: int) -> None:
	def change() -> None:
		for name, value in limits.items():
			frappe.db.set_single_value(SETTINGS, name, value)
		frappe.clear_document_cache(SETTINGS, SETTINGS)

	site.run(change)
