from dataclasses import replace

import pytest

from app.engine.chartering.checklist import Point
from app.engine.chartering.clauses import NUMBER, Clause, Numbered, clauses_of, named
from app.engine.voting.ballot import BallotKind, Denominator, Proxies, Quorum, Rule
from app.engine.voting.ledger import rule_in_words

FULL = Rule(
    quorum=Quorum(groups=frozenset({"clinical"})),
    denominator=Denominator.ENTIRE_MEMBERSHIP,
    alternates=True,
    proxies=Proxies(2),
)


def clause_of(rule: Rule, clause: Clause) -> Numbered | None:
    return next((one for one in clauses_of(rule) if one.clause is clause), None)


def test_a_full_rule_has_every_clause_in_order():
    found = clauses_of(FULL)
    assert [one.clause for one in found] == list(Clause)
    assert [one.number for one in found] == (
        ["13.1", "13.2", "13.3", "13.4", "14.1", "14.2", "14.3", "14.4", "14.5", "14.6"]
    )
    assert {one.point for one in found} == {Point.QUORUM, Point.VOTING}


def test_a_clause_keeps_its_number_where_others_are_missing():
    plain = Rule()
    assert clause_of(plain, Clause.GROUPS) is None
    majority = clause_of(plain, Clause.MAJORITY)
    assert majority is not None
    assert majority.number == NUMBER[Clause.MAJORITY] == "14.1"


@pytest.mark.parametrize("rule", [Rule(), FULL])
def test_no_sentence_of_a_rule_is_without_a_clause(rule):
    assert set(rule_in_words(rule)) <= {one.text for one in clauses_of(rule)}


@pytest.mark.parametrize(
    ("rule", "clause", "words"),
    [
        (replace(FULL, kind=BallotKind.SECRET), Clause.MANNER, "in secret"),
        (replace(FULL, kind=BallotKind.SHOW_OF_HANDS), Clause.MANNER, "show of hands"),
        (replace(FULL, written_procedure=False), Clause.WRITTEN, "at its meetings only"),
        (replace(FULL, least_days_open=1), Clause.WRITTEN, "at least 1 day."),
        (replace(FULL, least_days_open=3), Clause.WRITTEN, "at least 3 days."),
        (FULL, Clause.WRITTEN, "are allowed."),
    ],
)
def test_how_and_when_votes_are_given_is_a_clause(rule, clause, words):
    found = clause_of(rule, clause)
    assert found is not None
    assert words in found.text


def test_a_clause_is_named_with_its_edition():
    assert named(Clause.QUORUM, 2) == "clause 13.1 of edition 2"


COUNTED = replace(
    FULL, recused_in_quorum=True, proxies=Proxies(1, in_quorum=True), written_procedure=False
)
PROXY = "A person may vote for up to {} by proxy; such a vote counts {} the quorum."
UNCOUNTED = replace(FULL, vacant_in_membership=False)


@pytest.mark.parametrize(
    ("rule", "clause", "text"),
    [
        (FULL, Clause.GROUPS, "Among them must be a seat of each of these groups: clinical."),
        (
            COUNTED,
            Clause.RECUSED,
            "A seat that steps aside over a conflict of interest counts toward the quorum.",
        ),
        (
            UNCOUNTED,
            Clause.RECUSED,
            "A seat that steps aside over a conflict of interest does not count toward the quorum.",
        ),
        (COUNTED, Clause.VACANT, "A vacant seat counts as part of the membership."),
        (UNCOUNTED, Clause.VACANT, "A vacant seat does not count as part of the membership."),
        (
            FULL,
            Clause.ALTERNATES,
            "The named alternate of a seat may vote as long as its holder has not.",
        ),
        (
            COUNTED,
            Clause.PROXIES,
            PROXY.format("1 other seat", "and fills"),
        ),
        (
            UNCOUNTED,
            Clause.PROXIES,
            PROXY.format("2 other seats", "but does not fill"),
        ),
        (COUNTED, Clause.WRITTEN, "The body votes at its meetings only."),
        (FULL, Clause.WRITTEN, "Ballots without a meeting are allowed."),
    ],
)
def test_each_clause_says_what_the_rule_says(rule, clause, text):
    found = clause_of(rule, clause)
    assert found is not None
    assert found.text == text
