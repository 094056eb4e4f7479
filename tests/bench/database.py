"""What the tests ask of MariaDB as its root user: make, fill, dump and drop databases."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.bench.location import Bench, BenchUnusable


class Database:
	def __init__(self, bench: Bench) -> None:
		config = bench.config
		self.host = str(config.get("db_host") or "127.0.0.1")
		self.port = str(config.get("db_port") or 3306)
		self.user = os.environ.get("LI_DB_ROOT_USER") or str(config.get("root_login") or "root")
		self.password = os.environ.get("LI_DB_ROOT_PASSWORD") or str(config.get("root_password") or "")

	def check_login(self) -> None:
		asked = self._client("-e", "select 1", check=False)
		if asked.returncode:
			raise BenchUnusable(
				f"MariaDB refuses {self.user}@{self.host}: {asked.stderr.strip()}. Put root_login and root_password "
				"into the bench's sites/common_site_config.json, or set LI_DB_ROOT_USER and LI_DB_ROOT_PASSWORD."
			)

	def create(self, name: str, password: str) -> None:
		self.drop(name)
		self._execute(
			f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;"
			f"CREATE USER '{name}'@'%' IDENTIFIED BY '{password}';"
			f"GRANT ALL PRIVILEGES ON `{name}`.* TO '{name}'@'%'; FLUSH PRIVILEGES;"
		)

	def drop(self, name: str) -> None:
		accounts = "".join(f"DROP USER IF EXISTS '{name}'@'{host}';" for host in ("%", "localhost"))
		self._execute(f"DROP DATABASE IF EXISTS `{name}`; {accounts}")

	def exists(self, name: str) -> bool:
		found = self._client("-N", "-e", f"show databases like '{name}'")
		return bool(found.stdout.strip())

	def fill(self, name: str, dump: Path) -> None:
		with dump.open("rb") as statements:
			self._client(name, stdin=statements)

	def dump(self, name: str, to: Path) -> None:
		unfinished = to.with_suffix(".part")
		with unfinished.open("wb") as out:
			tool = shutil.which("mariadb-dump") or "mysqldump"
			subprocess.run(
				[tool, *self._login(), "--single-transaction", "--quick", name],
				env=self._environment(),
				stdout=out,
				check=True,
			)
		unfinished.rename(to)

	def _execute(self, statements: str) -> None:
		self._client("-e", statements)

	def _client(self, *arguments: str, check: bool = True, stdin=None) -> subprocess.CompletedProcess[str]:
		tool = shutil.which("mariadb") or shutil.which("mysql")
		if not tool:
			raise BenchUnusable("the MariaDB client (mariadb or mysql) is not installed")
		done = subprocess.run(
			[tool, *self._login(), *arguments],
			env=self._environment(),
			stdin=stdin or subprocess.DEVNULL,
			capture_output=True,
			text=True,
			check=False,
		)
		if check and done.returncode:
			raise BenchUnusable(f"MariaDB: {done.stderr.strip()}")
		return done

	def _login(self) -> list[str]:
		return [
			f"--host={self.host}",
			f"--port={self.port}",
			f"--user={self.user}",
			"--protocol=tcp",
			"--default-character-set=utf8mb4",
		]

	def _environment(self) -> dict[str, str]:
		return {**os.environ, "MYSQL_PWD": self.password}
