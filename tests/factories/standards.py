from itertools import count

from app.engine.scoring.answer import AnswerState
from app.kernel import clock
from app.kernel.db import db
from app.standards.facts import AnswerFacts, Applies, Subject
from app.standards.facts.packs import CriterionFacts, ElementFacts, PackFacts, PackFile
from app.standards.importing import SHIPPED, read_pack
from app.standards.models import Criterion, Pack
from app.standards.queries.assessments import answers_of
from app.standards.queries.catalog import get_pack
from app.standards.queries.subjects import profile_of
from app.standards.services import answers as answer_services
from app.standards.services import packs as pack_services
from app.standards.services.answers import Given
from tests.factories.accounts import an_actor

_numbers = count(1)


def a_criterion(code="GOV-01", **given) -> CriterionFacts:
    """A yes-or-no question of weight 1, asked of everything, unless said otherwise."""
    facts = {
        "code": code,
        "element": code.partition("-")[0],
        "statement": f"{code} is in place.",
        "scale": "YPN",
        "weight": 1,
        "applies_to": tuple(Applies),
    }
    return CriterionFacts(**facts | given)


def a_pack_file(*criteria: CriterionFacts, rules=(), **given) -> PackFile:
    number = next(_numbers)
    criteria = criteria or (a_criterion(),)
    elements = dict.fromkeys(one.element for one in criteria)
    facts = {
        "code": f"pack-{number}",
        "version": "1",
        "title": f"Pack {number}",
        "source": "A test",
        "licence": "Apache-2.0",
    }
    return PackFile(
        pack=PackFacts(**facts | given),
        elements=tuple(
            ElementFacts(code=one, title=f"Element {one}", weight=10) for one in elements
        ),
        criteria=criteria,
        rules=tuple(rules),
    )


def a_pack(*criteria: CriterionFacts, **given) -> Pack:
    pack = pack_services.publish(a_pack_file(*criteria, **given))
    db.session.commit()
    return get_pack(pack.id)


def the_shipped_pack() -> Pack:
    pack = pack_services.publish(read_pack(SHIPPED.read_bytes()))
    db.session.commit()
    return get_pack(pack.id)


def criterion(pack: Pack, code: str) -> Criterion:
    return next(one for one in pack.criteria if one.code == code)


def said(level=None, **given) -> AnswerFacts:
    """A level, or another state."""
    return AnswerFacts(**{"state": AnswerState.ANSWERED, "level": level} | given)


def answer(pack: Pack, subject: Subject, subject_id: int, actor=None, **by_code) -> int:
    """Answer by code, with a level or with facts: answer(pack, ASSET, 7, PLT_01=4)."""
    actor = actor or an_actor("planner")
    pack = get_pack(pack.id)
    profile = profile_of(subject, subject_id)
    there = answers_of(pack, profile)
    given = []
    for name, level in by_code.items():
        one = criterion(pack, name.replace("_", "-"))
        facts = said(level) if isinstance(level, int) else level
        given.append(Given(one, facts, there[one.id].version if one.id in there else 0))
    kept = answer_services.save_answers(pack, profile, given, actor=actor, at=clock.now())
    db.session.commit()
    return kept
