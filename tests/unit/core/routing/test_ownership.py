"""Whose word counts when a form that was read a while ago is saved."""

import pytest

from lead_intelligence.core.routing.ownership import OwnerSaved, was_chosen_in_vain

ROSA, THEO, MAUD = "rosa", "theo", "maud"


def a_save(sent=ROSA, sent_mark=1, stored=ROSA, stored_mark=1, before_last=None) -> OwnerSaved:
	return OwnerSaved(
		sent=sent, sent_mark=sent_mark, stored=stored, stored_mark=stored_mark, before_last=before_last
	)


def test_who_has_seen_the_last_change_decides():
	assert a_save(sent=THEO).owner == THEO
	assert a_save(sent=None).owner is None
	assert a_save().owner == ROSA


@pytest.mark.parametrize("sent", [ROSA, MAUD, None])
def test_who_has_not_changes_nothing(sent):
	saved = a_save(sent=sent, sent_mark=1, stored=THEO, stored_mark=2)
	assert saved.is_out_of_date
	assert saved.owner == THEO


def test_an_owner_who_was_taken_away_stays_away():
	assert a_save(sent=ROSA, sent_mark=1, stored=None, stored_mark=2).owner is None


def test_a_mark_counts_whichever_way_it_differs():
	assert a_save(sent_mark=9, stored=THEO, stored_mark=2).owner == THEO


def test_a_sender_without_marks_decides_unless_it_sends_the_owner_of_before():
	assert a_save(sent=MAUD, sent_mark=None, stored=THEO, stored_mark=2, before_last=ROSA).owner == MAUD
	assert a_save(sent=ROSA, sent_mark=None, stored=THEO, stored_mark=2, before_last=ROSA).owner == THEO
	assert a_save(sent=MAUD, sent_mark=None, stored=None, stored_mark=0).owner == MAUD


def test_only_who_chose_somebody_is_told_that_it_was_in_vain():
	late = a_save(sent=MAUD, sent_mark=1, stored=THEO, stored_mark=2)
	assert was_chosen_in_vain(late, read=ROSA)
	assert not was_chosen_in_vain(a_save(sent=ROSA, sent_mark=1, stored=THEO, stored_mark=2), read=ROSA)
	assert not was_chosen_in_vain(a_save(sent=THEO, sent_mark=1, stored=THEO, stored_mark=2), read=ROSA)
	assert not was_chosen_in_vain(a_save(sent=MAUD), read=ROSA)
