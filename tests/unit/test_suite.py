"""The summary of `make test`: what several processes ran of a suite is one line."""

from __future__ import annotations

import pytest

from tests.suite import Part, Suite


@pytest.fixture
def part(tmp_path):
	def make(name: str, *attempts: str, clean: bool = True, ran: bool = True) -> Part:
		"""`attempts`: the names of those that passed, or `name: what is told of it`, as pytest reports them in order."""
		made = Part(name, "-m", "pytest", reports=tmp_path)
		made.clean = clean
		if ran:
			cases = "".join(map(_case, attempts))
			made.report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
		return made

	return make


def _case(attempt: str) -> str:
	name, _, told = attempt.partition(": ")
	children = "".join(f"<{tag}/>" for tag in told.split())
	return f'<testcase classname="tests.some" name="{name}">{children}</testcase>'


def test_the_parts_of_a_suite_are_added_up(part):
	first = part("site", "a", "b", "c: skipped")
	rest = part("site-rest", "d", "e: skipped")
	outcome = Suite([first, rest]).outcome()
	assert (outcome.text, outcome.good) == ("3 passed, 0 failed, 2 skipped", True)


def test_a_part_for_which_nothing_was_left_changes_nothing(part):
	outcome = Suite([part("site", "a", "b"), part("site-rest")]).outcome()
	assert (outcome.text, outcome.good) == ("2 passed, 0 failed", True)


def test_what_failed_in_either_part_fails_the_suite(part):
	rest = part("site-rest", "c", "d: failure", "e: error", "f: failure", "f: error", clean=False)
	outcome = Suite([part("site", "a", "b"), rest]).outcome()
	assert (outcome.text, outcome.good) == ("3 passed, 3 failed", False)


def test_what_passes_at_the_second_attempt_is_told(part):
	outcome = Suite([part("browser", "a", "b", "b", "c")]).outcome()
	assert (outcome.text, outcome.good) == ("3 passed, 0 failed, 1 tried twice", True)


def test_what_fails_at_the_second_attempt_too_fails_the_suite(part):
	outcome = Suite([part("browser", "a", "b", "b: failure", "b: error", "c", clean=False)]).outcome()
	assert (outcome.text, outcome.good) == ("2 passed, 1 failed, 1 tried twice", False)


def test_a_part_that_ended_badly_fails_the_suite_whatever_passed(part):
	first = part("site", "a", "b", clean=False)
	assert not Suite([first, part("site-rest", "c")]).outcome().good


def test_a_part_without_a_report_is_told(part):
	assert (
		Suite([part("site", "a"), part("site-rest", ran=False, clean=False)])
		.outcome()
		.text.startswith("broken before")
	)


def test_a_suite_that_cannot_run_here_says_why(part):
	outcome = Suite([part("site", ran=False)], unless="no bench").outcome()
	assert (outcome.text, outcome.good) == ("not run (no bench)", True)
