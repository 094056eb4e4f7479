"""The summary of `make test`: what several processes ran of a suite is one line."""

from __future__ import annotations

import pytest

from tests.suite import Part, Suite


@pytest.fixture
def part(tmp_path):
	def make(name: str, counts: str | None, clean: bool = True) -> Part:
		made = Part(name, "-m", "pytest", reports=tmp_path)
		made.clean = clean
		if counts is not None:
			made.report.write_text(f"<testsuites><testsuite {counts}/></testsuites>")
		return made

	return make


def test_the_parts_of_a_suite_are_added_up(part):
	first = part("site", 'tests="10" failures="0" errors="0" skipped="2"')
	rest = part("site-rest", 'tests="5" failures="0" errors="0" skipped="1"')
	outcome = Suite([first, rest]).outcome()
	assert (outcome.text, outcome.good) == ("12 passed, 0 failed, 3 skipped", True)


def test_a_part_for_which_nothing_was_left_changes_nothing(part):
	first = part("site", 'tests="10" failures="0" errors="0" skipped="0"')
	late = part("site-rest", 'tests="0" failures="0" errors="0" skipped="0"')
	outcome = Suite([first, late]).outcome()
	assert (outcome.text, outcome.good) == ("10 passed, 0 failed", True)


def test_what_failed_in_either_part_fails_the_suite(part):
	first = part("site", 'tests="10" failures="0" errors="0" skipped="0"')
	rest = part("site-rest", 'tests="5" failures="1" errors="2" skipped="0"', clean=False)
	outcome = Suite([first, rest]).outcome()
	assert (outcome.text, outcome.good) == ("12 passed, 3 failed", False)


def test_a_part_that_ended_badly_fails_the_suite_whatever_passed(part):
	first = part("site", 'tests="10" failures="0" errors="0" skipped="0"', clean=False)
	rest = part("site-rest", 'tests="5" failures="0" errors="0" skipped="0"')
	assert not Suite([first, rest]).outcome().good


def test_a_part_without_a_report_is_told(part):
	first = part("site", 'tests="10" failures="0" errors="0" skipped="0"')
	assert Suite([first, part("site-rest", None, clean=False)]).outcome().text.startswith("broken before")


def test_a_suite_that_cannot_run_here_says_why(part):
	outcome = Suite([part("site", None)], unless="no bench").outcome()
	assert (outcome.text, outcome.good) == ("not run (no bench)", True)
