"""Sites of the tests' own: filled from the base dump, with or without this app."""

from __future__ import annotations

import contextvars
import json
import os
import secrets
import shutil
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.bench.database import Database
from tests.bench.location import APP, CHECKOUT, short_hash, slot
from tests.bench.shadow import ShadowBench

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Site:
	purpose: str
	shadow: ShadowBench
	database: Database
	dump: Path
	config: dict[str, object] = field(default_factory=dict)

	@property
	def name(self) -> str:
		return f"{self.purpose}-{slot()}.localhost"

	@property
	def db_name(self) -> str:
		return f"li_{slot()}_{self.purpose}"

	@property
	def folder(self) -> Path:
		return self.shadow.sites / self.name

	def restore(self) -> None:
		"""A fresh ERPNext with a company and without this app."""
		password = secrets.token_hex(12)
		self.database.create(self.db_name, password)
		self.database.fill(self.db_name, self.dump)
		shutil.rmtree(self.folder, ignore_errors=True)
		for needed in ("private/files", "private/backups", "public/files", "locks", "logs"):
			(self.folder / needed).mkdir(parents=True)
		own = {
			"db_type": "mariadb",
			"db_name": self.db_name,
			"db_user": self.db_name,
			"db_password": password,
			"encryption_key": urlsafe_b64encode(os.urandom(32)).decode(),
			**self.config,
		}
		(self.folder / "site_config.json").write_text(json.dumps(own, indent=1))

	def set_up(self) -> None:
		"""Fresh, with this app installed. With LI_KEEP_SITE an earlier site is brought up to date instead."""
		state = short_hash(self.dump.name, *map(str, _contents_of_app()))
		kept = os.environ.get("LI_KEEP_SITE") and self._state_file.exists()
		if kept and self.database.exists(self.db_name):
			if self._state_file.read_text() != state:
				self.shadow.run("--site", self.name, "migrate", "--skip-search-index")
		else:
			self.restore()
			self.install_app()
		self._state_file.write_text(state)

	def drop(self) -> None:
		self.database.drop(self.db_name)
		shutil.rmtree(self.folder, ignore_errors=True)

	def leave(self) -> None:
		if not os.environ.get("LI_KEEP_SITE"):
			self.drop()

	def install_app(self) -> str:
		return self.shadow.run("--site", self.name, "install-app", APP)

	def uninstall_app(self) -> str:
		return self.shadow.run("--site", self.name, "uninstall-app", APP, "--yes", "--no-backup")

	def migrate(self) -> str:
		return self.shadow.run("--site", self.name, "migrate")

	def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
		"""Calls the function on this site as Administrator and commits, as a request of its own would be."""

		def request() -> T:
			import frappe

			frappe.init(site=self.name)
			frappe.connect()
			try:
				result = function(*args, **kwargs)
				frappe.db.commit()
				return result
			except BaseException:
				frappe.db.rollback()
				raise
			finally:
				frappe.destroy()

		# An empty context has no frappe.local of another site, which stays as it is.
		return contextvars.Context().run(request)

	def run_in_process(self, code: str) -> str:
		"""Runs the code in a process of its own on this site, commits, and gives what it printed."""
		program = (
			f"import frappe\nfrappe.init(site={self.name!r})\nfrappe.connect()\n{code}\n"
			"frappe.db.commit()\nfrappe.destroy()\n"
		)
		return self.shadow.run_program([sys.executable, "-c", program])

	@property
	def _state_file(self) -> Path:
		return self.folder / "installed-from"


def _contents_of_app() -> list[str]:
	app = CHECKOUT / APP
	relevant = {".py", ".json", ".txt", ".csv"}
	paths = (p for p in app.rglob("*") if p.suffix in relevant and app / "public" not in p.parents)
	return [f"{path} {path.read_bytes()!r}" for path in sorted(paths)]
