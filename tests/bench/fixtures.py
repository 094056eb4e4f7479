"""The pytest plugin of the site and browser tests: the sites of a run and their life."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.assets import prepare_assets
from tests.bench.base_site import base_dump
from tests.bench.database import Database
from tests.bench.driver import remember_columns
from tests.bench.live_site import LiveSite
from tests.bench.location import CACHE, Bench, BenchUnusable, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import hire_everyone
from tests.bench.servers import Ports, Servers
from tests.bench.services import Redis, start_mariadb
from tests.bench.shadow import ShadowBench
from tests.bench.sites import Site


@dataclass(frozen=True)
class TestBench:
	__test__ = False

	shadow: ShadowBench
	database: Database
	dump: Path
	ports: Ports

	def site(self, purpose: str, **config: object) -> Site:
		return Site(purpose, self.shadow, self.database, self.dump, config)


def pytest_configure() -> None:
	remember_columns()


def pytest_report_header() -> str:
	bench = find_bench()
	return (
		f"bench: {bench.root} (frappe {bench.revision_of('frappe')}, erpnext {bench.revision_of('erpnext')})"
	)


@pytest.fixture(scope="session")
def test_bench() -> Iterator[TestBench]:
	with ExitStack() as at_the_end:
		bench = find_bench()
		root = CACHE / slot()
		at_the_end.enter_context(alone(root))
		try:
			yield open_bench(bench, root, at_the_end)
		except BenchUnusable as problem:
			pytest.exit(str(problem), returncode=1)


def open_bench(bench: Bench, root: Path, at_the_end: ExitStack) -> TestBench:
	database = Database(bench)
	start_mariadb(database)
	redis = Redis(root)
	at_the_end.callback(redis.stop)
	ports = Ports.free()
	shadow = ShadowBench(bench, root)
	shadow.lay_out({**redis.config, **ports.config, "default_site": f"live-{slot()}.localhost"})
	prepare_assets(shadow)
	dump = base_dump(bench, database, dict(redis.config))
	os.chdir(shadow.sites)  # Frappe looks for its sites in the working folder
	return TestBench(shadow, database, dump, ports)


@pytest.fixture(scope="session")
def rollback_site(test_bench: TestBench) -> Iterator[Site]:
	"""The app on a site where every test is rolled back. Its jobs go to a queue nobody works on."""
	site = test_bench.site("rollback", bench_id=f"rollback-{slot()}")
	site.set_up()
	site.run(hire_everyone)
	yield site
	site.leave()


@pytest.fixture(scope="session")
def live_site(test_bench: TestBench) -> Iterator[LiveSite]:
	"""The app on a throw-away site with web server, socketio and worker, for whatever commits."""
	site = test_bench.site("live", host_name=f"http://127.0.0.1:{test_bench.ports.web}")
	site.set_up()
	site.run(hire_everyone)
	servers = Servers(site, test_bench.ports)
	try:
		servers.start()
		yield LiveSite(site, servers)
	finally:
		servers.stop()
	site.leave()


@pytest.fixture(scope="module")
def spare_site(test_bench: TestBench) -> Iterator[Site]:
	"""ERPNext without the app, for tests that install, uninstall or migrate."""
	site = test_bench.site("spare", bench_id=f"spare-{slot()}")
	site.restore()
	yield site
	site.drop()
