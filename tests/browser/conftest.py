"""Browser tests: real Chromium on the live site. What the console calls an error fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.bench.live_site import LiveSite
from tests.bench.people import BY_ROLE, Person
from tests.browser.agreement import put_agreement_live, take_agreements_down
from tests.browser.desk import FLAGS, WIDE, Desk, chromium_path
from tests.browser.stock import GOOD_LEAD, a_model, forget_lists_of, put_live, save_lead

if TYPE_CHECKING:
	from playwright.sync_api import Browser, BrowserContext

DeskOf = Callable[..., Desk]
CALL_REPORT: pytest.StashKey[pytest.TestReport] = pytest.StashKey()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	from playwright.sync_api import sync_playwright

	path = chromium_path()
	if not path:
		pytest.exit("Chromium is not installed", returncode=1)
	with sync_playwright() as playwright:
		chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
		yield chromium
		chromium.close()


@pytest.fixture(scope="session")
def cookies() -> dict[str, dict]:
	"""A person signs in once in a run."""
	return {}


@pytest.fixture
def page_as(
	request: pytest.FixtureRequest, browser: Browser, live_site: LiveSite, cookies: dict[str, dict]
) -> Iterator[DeskOf]:
	"""`page_as("Sales User")` or `page_as(rep, size=PHONE, has_touch=True)`: a desk signed in as that person, or as that role's."""
	contexts: list[BrowserContext] = []
	desks: list[Desk] = []

	def open_desk(who: str | Person, size: dict[str, int] = WIDE, **more: object) -> Desk:
		person = BY_ROLE[who] if isinstance(who, str) else who
		live_site.run(forget_lists_of, person.user)
		context = browser.new_context(
			base_url=live_site.url,
			viewport=size,
			storage_state=cookies.get(person.user),
			locale="en-GB",
			timezone_id="Europe/Paris",
			reduced_motion="reduce",
			**more,
		)
		contexts.append(context)
		if person.user not in cookies:
			sign_in = {"usr": person.user, "pwd": person.password}
			answer = context.request.post("/api/method/login", form=sign_in)
			assert answer.ok, f"{person.user} cannot sign in: {answer.status}"
			cookies[person.user] = context.storage_state()
		desks.append(Desk(context.new_page()))
		return desks[-1]

	yield open_desk
	errors = [error for desk in desks for error in desk.errors]
	report = request.node.stash.get(CALL_REPORT, None)
	if errors or (report and report.failed):
		for number, desk in enumerate(desks, 1):
			desk.screenshot(f"failed-{request.node.name}-{number}")
	for context in contexts:
		context.close()
	if errors:
		pytest.fail("the page reported errors:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture
def model(live_site: LiveSite) -> str:
	"""The model of `stock`, live, and the leads scored by it. Its name."""
	name = live_site.run(put_live, a_model())
	live_site.wait_for_jobs()
	return name


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
