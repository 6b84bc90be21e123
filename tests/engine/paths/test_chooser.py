from itertools import product

import pytest

from app.engine.paths.chooser import (
    CITED,
    REASONS,
    WORDS_OF_QUESTION,
    Question,
    advise,
    missing_parts,
)
from app.engine.paths.standards import STANDARD_OF
from app.engine.paths.steps import NEEDS, LinkCode, Path, Workflow

ORDER, NOTICE, DEMAND = Path
SIX = list(REASONS)


def said(yes=(), no=(), **others):
    given = dict.fromkeys(yes, True) | dict.fromkeys(no, False)
    return given | {Question(name): value for name, value in others.items()}


def all_yes(**others):
    return said(yes=SIX, **others)


def all_no(**others):
    return said(no=SIX, **others)


def test_radiology_is_told_to_order():
    found = advise(all_yes())
    assert (found.workflow, found.paths) == (Workflow.ORDER, (ORDER,))
    assert found.reasons == tuple(REASONS[one][0] for one in SIX)
    assert found.cites == ("IHE Scheduled Workflow (SWF.b)", "CON-03", "CON-04")
    assert found.path_in_visit is None


def test_dermatology_is_told_to_capture_in_the_visit_and_announce():
    found = advise(all_no(takes_unasked=True))
    assert (found.workflow, found.paths) == (Workflow.ENCOUNTER, (NOTICE,))
    assert found.path_in_visit is NOTICE
    assert "IHE Encounter-Based Imaging Workflow (EBIW)" in found.cites


@pytest.mark.parametrize(
    ("billed", "unasked", "demand", "path", "why"),
    [
        (True, True, True, DEMAND, "can make one on request"),
        (True, False, True, DEMAND, "can make one on request"),
        (True, True, False, NOTICE, "takes unasked results today"),
        (True, False, False, DEMAND, "has to learn to make one"),
        (True, None, None, DEMAND, "has to learn to make one"),
        (False, True, True, NOTICE, "a notice is enough"),
        (False, True, False, NOTICE, "a notice is enough"),
        (False, False, True, DEMAND, "refuses unasked results"),
        (False, None, True, DEMAND, "refuses unasked results"),
        (False, False, False, NOTICE, "a notice is enough"),
        (None, None, None, NOTICE, "a notice is enough"),
    ],
)
def test_each_branch_within_a_visit(billed, unasked, demand, path, why):
    found = advise(all_no(billed=billed, takes_unasked=unasked, makes_orders=demand))
    assert found.paths == (path,)
    assert why in found.reasons[-1]
    assert found.cites == CITED[path]


def test_what_is_read_apart_wants_an_order_too():
    answers = said(yes=[Question.READ_APART], no=[one for one in SIX if one != "read_apart"])
    assert advise(answers | {Question.MAKES_ORDERS: True}).paths == (DEMAND,)


def test_as_much_for_one_as_for_the_other_is_both():
    found = advise(said(yes=SIX[3:], no=SIX[:3], takes_unasked=True))
    assert (found.workflow, found.paths) == (Workflow.MIXED, (ORDER, NOTICE))
    assert set(CITED[ORDER]) | set(CITED[NOTICE]) == set(found.cites)
    assert found.path_in_visit is NOTICE


def test_too_few_answers_recommend_nothing():
    found = advise(said(yes=SIX[:3]))
    assert (found.workflow, found.paths, found.missing) == (None, (), ())
    assert found.against == (
        "3 of the first six questions are answered; 4 are needed to recommend one.",
    )
    assert advise({}).workflow is None


def test_what_speaks_against_is_said_too():
    found = advise(said(yes=SIX[:5], no=SIX[5:]))
    assert found.workflow is Workflow.ORDER
    assert found.against == (REASONS[SIX[5]][1],)


def test_every_branch_follows_the_majority():
    for answers in product((True, False, None), repeat=6):
        found = advise(dict(zip(SIX, answers, strict=True)))
        yes, no = answers.count(True), answers.count(False)
        if yes + no < 4:
            assert found.workflow is None
        else:
            expected = {1: Workflow.ORDER, -1: Workflow.ENCOUNTER, 0: Workflow.MIXED}
            assert found.workflow is expected[(yes > no) - (yes < no)]
            assert found.cites


def test_missing_parts_are_those_of_the_path_with_their_standard():
    broken = set(LinkCode)
    by_order = missing_parts([ORDER], broken)
    assert [one.code for one in by_order] == [
        code for code, (need, paths) in NEEDS.items() if ORDER in paths and need != "recommended"
    ]
    found = advise(all_no(takes_unasked=False), {LinkCode.UNSOLICITED, LinkCode.ORDER_MADE})
    assert [(one.code, one.standard) for one in found.missing] == [
        (LinkCode.UNSOLICITED, "HL7 ORU^R01 or MDM^T02 without an order")
    ]


def test_each_link_of_each_path_has_its_standard():
    assert {code: set(by) for code, by in STANDARD_OF.items()} == {
        code: set(paths) for code, (_, paths) in NEEDS.items()
    }
    assert list(WORDS_OF_QUESTION) == list(Question)
    assert list(CITED) == list(Path)
