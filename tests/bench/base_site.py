"""The dump from which every test site is filled: ERPNext with a company, without this app."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from tests.bench import base_company
from tests.bench.database import Database
from tests.bench.location import CACHE, Bench, short_hash
from tests.bench.locks import alone
from tests.bench.shadow import BORROWED_APPS, ShadowBench

SITE = "base.localhost"


def base_dump(bench: Bench, database: Database, config: dict[str, object]) -> Path:
	"""Made once for a version of Frappe and ERPNext, in about a minute."""
	recipe = Path(base_company.__file__).read_text()
	# Its fiscal year is that in which it is made.
	key = short_hash(*map(bench.revision_of, BORROWED_APPS), recipe, date.today().year)
	dump = CACHE / f"base-{key}.sql"
	shadow = ShadowBench(bench, CACHE / f"base-{key}", BORROWED_APPS)
	with alone(shadow.root):
		if not dump.exists():
			print(f"\nMaking {dump}: a new site with ERPNext takes a minute or two", flush=True)
			_make(dump, shadow, database, config)
	return dump


def _make(dump: Path, shadow: ShadowBench, database: Database, config: dict[str, object]) -> None:
	shadow.lay_out(config)
	(shadow.sites / "assets").mkdir(exist_ok=True)
	name = f"li_{dump.stem.replace('-', '_')}"
	try:
		shadow.run(
			"new-site",
			SITE,
			f"--db-name={name}",
			f"--db-root-username={database.user}",
			f"--db-root-password={database.password}",
			"--mariadb-user-host-login-scope=%",
			"--admin-password=admin",
			"--install-app=erpnext",
			"--force",
		)
		shadow.run_program([sys.executable, "-m", "tests.bench.base_company", SITE])
		database.dump(name, dump)
	finally:
		database.drop(name)
