"""Browser tests: real Chromium on the live site. What the console calls an error fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.bench.live_site import LiveSite
from tests.bench.people import BY_ROLE, Person
from tests.browser.agreement import put_agreement_live, take_agreements_down
from tests.browser.contexts import LOOKS, SharedContext, shared_context
from tests.browser.desk import FLAGS, WIDE, Desk, chromium_path
from tests.browser.stock import GOOD_LEAD, a_model, forget_lists_of, is_live, put_live, save_lead

if TYPE_CHECKING:
	from playwright.sync_api import Browser, BrowserContext, Playwright

DeskOf = Callable[..., Desk]
CALL_REPORT: pytest.StashKey[pytest.TestReport] = pytest.StashKey()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
	from playwright.sync_api import sync_playwright

	if not chromium_path():
		pytest.exit("Chromium is not installed", returncode=1)
	with sync_playwright() as playwright:
		yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
	chromium = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
	yield chromium
	chromium.close()


@pytest.fixture(scope="session")
def shared(playwright: Playwright, live_site: LiveSite) -> Iterator[SharedContext]:
	with shared_context(playwright, live_site.url) as shared:
		yield shared


@pytest.fixture(scope="session")
def cookies() -> dict[str, list]:
	"""A person signs in once in a run."""
	return {}


@pytest.fixture
def page_as(
	request: pytest.FixtureRequest,
	browser: Browser,
	shared: SharedContext,
	live_site: LiveSite,
	cookies: dict[str, list],
) -> Iterator[DeskOf]:
	"""`page_as("Sales User")` or `page_as(rep, size=PHONE, has_touch=True)`: a desk signed in as that person, or
	as that role's. A test with the mark `own_context` may stop the browser's clock or take it off the network."""
	own_contexts: list[BrowserContext] = []
	desks: list[Desk] = []
	shares = not request.node.get_closest_marker("own_context")

	def open_desk(who: str | Person, size: dict[str, int] = WIDE, **more: object) -> Desk:
		person = BY_ROLE[who] if isinstance(who, str) else who
		live_site.run(forget_lists_of, person.user)
		if person.user not in cookies:
			cookies[person.user] = _cookies_of(person, live_site)
		if shares and not desks and not more:
			page = shared.new_page(cookies[person.user], size)
		else:
			context = browser.new_context(base_url=live_site.url, viewport=size, **LOOKS, **more)
			own_contexts.append(context)
			context.add_cookies(cookies[person.user])
			page = context.new_page()
		desks.append(Desk(page))
		return desks[-1]

	yield open_desk
	errors = [error for desk in desks for error in desk.errors]
	report = request.node.stash.get(CALL_REPORT, None)
	if errors or (report and report.failed):
		for number, desk in enumerate(desks, 1):
			desk.screenshot(f"failed-{request.node.name}-{number}")
	for context in own_contexts:
		context.close()
	for desk in desks:
		desk.rest()
	shared.close_pages()
	if errors:
		pytest.fail("the page reported errors:\n" + "\n".join(errors), pytrace=False)


def _cookies_of(person: Person, live_site: LiveSite) -> list[dict[str, str]]:
	signed_in = live_site.signed_in(person)
	return [{"name": one.name, "value": one.value, "url": live_site.url} for one in signed_in.cookies]


@pytest.fixture(scope="session")
def put_live_last() -> list[str]:
	"""The version of the model of `stock` that tests have left live, unless one took it down."""
	return []


@pytest.fixture
def model(live_site: LiveSite, put_live_last: list[str]) -> str:
	"""The model of `stock`, live, and the leads scored by it. Its name."""
	if not (put_live_last and live_site.run(is_live, put_live_last[-1])):
		put_live_last.append(live_site.run(put_live, a_model()))
	live_site.wait_for_jobs()
	return put_live_last[-1]


@pytest.fixture
def good_lead(live_site: LiveSite, model: str) -> str:
	"""A lead of 77.7 points of 100, grade B, by `model`. Its name."""
	return live_site.run(save_lead, **GOOD_LEAD)


@pytest.fixture(scope="module")
def agreement(live_site: LiveSite) -> Iterator[str]:
	"""The agreement of `agreement.py`, live while the tests of one file run, and the model of `stock`. Its name."""
	live_site.run(put_live, a_model())
	name = live_site.run(put_agreement_live)
	live_site.wait_for_jobs()
	yield name
	live_site.run(take_agreements_down)
	live_site.wait_for_jobs()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
	report = yield
	if call.when == "call":
		item.stash[CALL_REPORT] = report
	return report
