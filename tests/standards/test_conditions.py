import pytest
from sqlalchemy import select

from app.engine.scoring.answer import AnswerState
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.scoring.models import Score
from app.scoring.services.recompute import recompute_all
from app.standards.facts import RuleFacts, Subject
from app.standards.importing import PackRefused, file_of, read_pack, written
from app.standards.queries.catalog import get_pack
from app.standards.queries.subjects import profile_of
from app.standards.services import packs as pack_services
from app.standards.translate import asked_of, unasked_of
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source, a_storage
from tests.factories.standards import a_criterion, a_pack, a_pack_file, answer, said

pytestmark = pytest.mark.usefixtures("session")
ASSET = Subject.ASSET


def codes(criteria):
    return [one.code for one in criteria]


def asked(pack, asset, **levels):
    pack, profile = get_pack(pack.id), profile_of(ASSET, asset.id)
    return codes(asked_of(pack.criteria, profile, levels))


def test_a_criterion_is_asked_where_its_condition_holds_or_may_hold():
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2", asked_if="hosting is public_cloud"))
    cloud, own = a_source(hosting="public_cloud"), a_source(hosting="on_prem_dept")
    assert asked(pack, cloud) == ["A-1", "A-2"]
    assert asked(pack, own) == ["A-1"]
    assert asked(pack, a_source()) == ["A-1", "A-2"]
    profile = profile_of(ASSET, own.id)
    assert codes(unasked_of(get_pack(pack.id).criteria, profile)) == ["A-2"]


def test_a_follow_up_waits_for_the_answer_before_it():
    pack = a_pack(
        a_criterion("A-1"),
        a_criterion("A-2", asked_if="A-1 >= 2"),
        a_criterion("A-3", asked_if="A-2 is 4"),
    )
    source = a_source()
    answer(pack, ASSET, source.id, A_1=0)
    with pytest.raises(RuleBroken, match="A-3 is not asked"):
        answer(pack, ASSET, source.id, A_3=4)
    assert answer(pack, ASSET, source.id, A_1=4, A_2=4) == 2
    assert answer(pack, ASSET, source.id, A_3=4) == 1


def test_a_follow_up_of_what_does_not_apply_is_not_asked():
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2", asked_if="A-1 >= 2"))
    source = a_source()
    answer(pack, ASSET, source.id, A_1=said(state=AnswerState.NOT_APPLICABLE, reason="No plates."))
    with pytest.raises(RuleBroken, match="A-2 is not asked"):
        answer(pack, ASSET, source.id, A_2=4)


def stored():
    db.session.expire_all()
    score = db.session.scalars(select(Score).where(Score.subject_key == ASSET.key)).one()
    return score.confirmed, score.completeness


def test_what_is_not_asked_counts_in_no_score():
    pack = a_pack(
        a_criterion("A-1"),
        a_criterion("A-2", asked_if="A-1 >= 2"),
        a_criterion("A-3", asked_if="hosting is public_cloud"),
    )
    source = a_source(hosting="on_prem_dept")
    answer(pack, ASSET, source.id, A_1=4)
    assert stored() == (50_000, 500)
    answer(pack, ASSET, source.id, A_2=4)
    assert stored() == (100_000, 1000)
    answer(pack, ASSET, source.id, A_1=0)
    assert stored() == (0, 1000)
    source.hosting = "public_cloud"
    db.session.commit()
    assert stored() == (0, 500)
    before = stored()
    recompute_all(get_pack(pack.id), on=clock.today(), at=clock.now())
    db.session.commit()
    assert stored() == before


def test_the_sheet_says_what_is_not_asked_and_why(browse):
    pack = a_pack(
        a_criterion("A-1"), a_criterion("A-2", asked_if="kind is storage and copies >= 2")
    )
    store = a_storage(copies=1)
    browser = browse(a_person("planner"))
    page = browser.get("standards.show_sheet", pack_id=pack.id, subject=ASSET, subject_id=store.id)
    assert "1 not asked here, and not counted" in page.text
    assert "Asked where kind is storage and copies >= 2." in " ".join(page.text.split())
    two = next(one for one in get_pack(pack.id).criteria if one.code == "A-2")
    page = browser.get("standards.show_criterion", criterion_id=two.id)
    assert "kind is storage and copies >= 2" in page.text


FILE = """
[pack]
code = "p"
version = "1"
title = "P"
source = "S"
licence = "L"
[[elements]]
code = "A"
title = "A"
weight = 1
[[criteria]]
code = "A-1"
element = "A"
statement = "One."
scale = "YPN"
weight = 1
applies_to = ["SRC"]
{more}
"""


def read(more):
    return read_pack(FILE.replace("{more}", more).encode())


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('asked_if = "hosting is"', "A value is expected at the end."),
        ('asked_if = "hostig is known"', "there is no fact or criterion 'hostig'."),
        ('asked_if = "hosting is cloud"', "hosting is never 'cloud'."),
        ('asked_if = "A-1 >= 2"', "it waits for itself."),
        ('asked_if = "support_months_left >= 2"', "no fact or criterion 'support_months_left'"),
        ('[[rules]]\ncriterion = "A-2"\nlevel = 4\nwhen = "mpps is used"', "no such criterion"),
        ('[[rules]]\ncriterion = "A-1"\nlevel = 4', "needs a condition"),
        ('[[rules]]\ncriterion = "A-1"', "either a level or a measure"),
        ('[[rules]]\ncriterion = "A-1"\nlevel = 3\nwhen = "mpps is used"', "level 3 is not on"),
        ('[[rules]]\ncriterion = "A-1"\nmeasure = "copies"', "YPN is answered by a level"),
        ('[[rules]]\ncriterion = "A-1"\nmeasure = "copy"', "there is no fact 'copy'"),
        ('[[rules]]\ncriterion = "A-1"\nlevel = 4\nwhen = "mpps is on"', "mpps is never 'on'"),
        ('[rules]\ncriterion = "A-1"', "tables 'rules'"),
    ],
)
def test_a_pack_file_with_a_faulty_condition_or_rule_is_refused(more, sentence):
    with pytest.raises(PackRefused) as refused:
        read(more)
    assert sentence in " ".join(refused.value.faults)


def test_rules_are_kept_with_the_pack_in_their_order():
    file = read(
        '[[rules]]\ncriterion = "A-1"\nwhen = "mpps is used"\nlevel = 4\nevidence = "tested"\n'
        '[[rules]]\ncriterion = "A-1"\nwhen = "mpps is known"\nlevel = 0'
    )
    assert file.rules[1] == RuleFacts(criterion="A-1", when="mpps is known", level=0)
    pack = a_pack(*file.criteria, rules=file.rules)
    assert [(one.level, one.evidence_kind) for one in pack.rules] == [
        (4, "tested"),
        (0, "self_declared"),
    ]
    assert file_of(pack).rules == file.rules


def test_conditions_and_rules_are_written_as_they_were_read():
    rule = RuleFacts(criterion="A-1", when="mpps is used", level=4, evidence="tested")
    numbered = {"scale": "NUM", "unit": "TB", "bands": ("1", "2", "3", "4")}
    file = a_pack_file(
        a_criterion("A-1", asked_if="hosting is known"),
        a_criterion("A-2", **numbered),
        rules=[rule, RuleFacts(criterion="A-2", measure="capacity_tb")],
    )
    assert read_pack(written(file)) == file
    assert file_of(pack_services.publish(file)) == file
