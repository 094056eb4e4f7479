"""A site that others talk to over HTTP: what a test may ask of it."""

from __future__ import annotations

from dataclasses import dataclass

import requests

from tests.bench.people import BY_ROLE, Person
from tests.bench.servers import Servers
from tests.bench.sites import Site


class SignedIn(requests.Session):
	"""An HTTP session of one person, with paths relative to the site."""

	def __init__(self, url: str, person: Person) -> None:
		super().__init__()
		self._url = url
		self.headers["Accept"] = "application/json"
		self.post("/api/method/login", data={"usr": person.user, "pwd": person.password}).raise_for_status()

	def request(self, method: str, url: str, *args: object, **kwargs: object) -> requests.Response:
		return super().request(method, self._url + url, *args, **kwargs)

	def call(self, method: str, **arguments: object) -> object:
		"""The answer of a whitelisted method."""
		answer = self.post(f"/api/method/{method}", json=arguments)
		answer.raise_for_status()
		return answer.json().get("message")


@dataclass(frozen=True)
class LiveSite:
	"""`site.run(function)` works on its data, `signed_in(role)` talks to it, `wait_for_jobs` waits for the worker."""

	site: Site
	servers: Servers

	@property
	def url(self) -> str:
		return self.servers.url

	@property
	def name(self) -> str:
		return self.site.name

	@property
	def run(self):
		return self.site.run

	@property
	def run_in_process(self):
		return self.site.run_in_process

	def signed_in(self, who: str | Person) -> SignedIn:
		return SignedIn(self.url, BY_ROLE[who] if isinstance(who, str) else who)

	def wait_for_jobs(self, seconds: float = 300) -> None:
		self.servers.wait_for_jobs(seconds)
