"""The transaction in which a site test runs: one of its own, or one that its file's tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe

from tests.bench.location import APP
from tests.bench.sites import Site

BEGINNING = "what_is_given"


class OwnTransaction:
	def __init__(self, site: Site) -> None:
		self._site = site

	def enter(self) -> None:
		"""`frappe` is ready, as Administrator."""
		frappe.init(site=self._site.name, force=True)
		frappe.connect()

	def go_back(self) -> None:
		"""Nothing is left of what was written since."""
		frappe.db.rollback()
		_forget_what_was_cached()

	def leave(self) -> None:
		frappe.destroy()


class GivenOnce(OwnTransaction):
	"""What all tests of a file begin with, made once. A test that rolls the whole transaction back, and not only
	to a savepoint of its own, fails at its end, as the next one would find nothing."""

	def __init__(self, site: Site, make: Callable[[], Any]) -> None:
		super().__init__(site)
		super().enter()
		self._database = frappe.local.db
		try:
			self.value = make()
			self._database.savepoint(BEGINNING)
			_forget_what_was_cached()
		except BaseException:
			super().go_back()
			super().leave()
			raise
		self.leave()

	def enter(self) -> None:
		frappe.init(site=self._site.name, force=True)
		frappe.local.db = self._database
		frappe.set_user("Administrator")

	def go_back(self) -> None:
		self._database.rollback(save_point=BEGINNING)
		_forget_what_was_cached()

	def leave(self) -> None:
		"""The connection stays open, with nothing left to be done at the transaction's end."""
		database = self._database
		for callbacks in (
			database.before_commit,
			database.after_commit,
			database.before_rollback,
			database.after_rollback,
		):
			callbacks.reset()
		frappe.local.db = None
		frappe.destroy()

	def end(self) -> None:
		self.enter()
		super().go_back()
		super().leave()


def _forget_what_was_cached() -> None:
	"""Redis knows nothing of transactions: neither of what they begin nor of what they undo."""
	for key in (APP, "document_cache::", "user_permissions", "fiscal_years", "roles"):
		frappe.cache.delete_keys(key)
