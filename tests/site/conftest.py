"""Site tests: each one has a fresh connection, and nothing it wrote outlives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench.metadata import metadata_as_before, metadata_outlives_a_whole_clear
from tests.bench.people import Person
from tests.bench.sites import Site

if TYPE_CHECKING:
	from tests.site.transactions import GivenOnce

SITES_THAT_COMMIT = {"live_site", "spare_site"}


@pytest.fixture(autouse=True)
def rolled_back(request: pytest.FixtureRequest) -> Iterator[Site | None]:
	"""`frappe` is ready in the test, as Administrator. A test that asks for a site that commits is left alone."""
	if SITES_THAT_COMMIT & set(request.fixturenames):
		yield None
		return
	import frappe

	from tests.site.transactions import OwnTransaction

	site = request.getfixturevalue("rollback_site")
	transaction = request.getfixturevalue("given_once") or OwnTransaction(site)
	transaction.enter()
	changes_meta = "changed_meta" in request.fixturenames
	commits = _commits()
	try:
		with metadata_as_before() if changes_meta else metadata_outlives_a_whole_clear():
			try:
				yield site
			finally:
				transaction.go_back()
				if changes_meta:
					frappe.clear_cache()
		if _commits() != commits:
			pytest.fail(
				"the test committed, so it cannot be rolled back: use the fixture live_site", pytrace=False
			)
	finally:
		transaction.leave()


@pytest.fixture(scope="module")
def given_once(request: pytest.FixtureRequest) -> Iterator[GivenOnce | None]:
	"""What the function `given_once` of a file makes, in the transaction that its tests share."""
	make = getattr(request.module, "given_once", None)
	if not make:
		yield None
		return
	from tests.site.transactions import GivenOnce

	given = GivenOnce(request.getfixturevalue("rollback_site"), make)
	yield given
	given.end()


@pytest.fixture
def given(given_once: GivenOnce) -> Any:
	"""What the file's tests share."""
	return given_once.value


@pytest.fixture
def changed_meta(rolled_back: Site) -> None:
	"""To be asked for by a test that changes doctypes, fields or their permissions."""


def _commits() -> int:
	import frappe

	return int(frappe.db.sql("show session status like 'Com_commit'")[0][1])


@pytest.fixture
def signed_in_as(rolled_back: Site) -> Callable[[str], AbstractContextManager[None]]:
	"""`with signed_in_as(REP.user): ...`"""
	import frappe

	@contextmanager
	def act_as(user: str) -> Iterator[None]:
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)

	return act_as


@pytest.fixture
def by(signed_in_as: Callable[[str], AbstractContextManager[None]]) -> Callable[..., Callable[..., object]]:
	"""`by(REP)(api.accept, lead)`"""

	def who(person: Person) -> Callable[..., object]:
		def call(method: Callable[..., object], *args: object, **kwargs: object) -> object:
			with signed_in_as(person.user):
				return method(*args, **kwargs)

		return call

	return who
