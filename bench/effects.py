"""Goals 6 and 8: a weight tried, one answer; and rules, image paths, overlaps of many assets."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from random import Random
from typing import Any

import numpy as np
from flask import Flask
from sqlalchemy import RowMapping, bindparam, text

from app.accounts.queries import actor_of, find_by_email
from app.engine.fit.overlap import overlaps
from app.engine.scoring.answer import AnswerState
from app.kernel.db import db, unit_of_work
from app.kernel.permissions import Actor
from app.scoring.queries.maturity import service_areas
from app.scoring.services.following import follow_pack
from app.scoring.services.paths import department_paths
from app.scoring.services.trial import trial
from app.scoring.translate.trial import Changes
from app.standards.facts import AnswerFacts, Subject
from app.standards.models import Pack
from app.standards.queries.assessments import answers_of
from app.standards.queries.catalog import leading_pack
from app.standards.queries.kept import kept_pack
from app.standards.queries.subjects import profile_of
from app.standards.services.answers import Given, save_answers
from app.strategy.queries.overlaps import running
from bench.estate import NOW, PLANNER, SEED, TODAY, address_of
from bench.figures import Aim, Figure, least_ms

Work = Callable[[], object]
TRIAL = Aim(6, "a weight tried on all", "<= 5")
ANSWER = Aim(8, "one answer and its effect", "<= 20 ms")
RULES = Aim(None, "rules followed, 200 assets", "")
PATHS = Aim(None, "image paths of all", "")
OVERLAPS = Aim(None, "overlaps of all", "")
ROUND = 200
ONE = 7
SHEETS = text(
    "SELECT subject_id, sheet FROM scoring_score"
    " WHERE pack_id = :pack AND subject_key = 'inventory_asset'"
)
LEVELS = text(
    "SELECT a.criterion_id, a.level FROM standards_answer a"
    " JOIN standards_assessment s ON s.id = a.assessment_id"
    " WHERE s.pack_id = :pack AND s.subject_key = 'inventory_asset' AND s.subject_id = :asset"
)
GIVE = text("UPDATE standards_answer SET level = :level WHERE id = :answer")
NEAR = text(
    "SELECT s.sheet FROM scoring_score s JOIN inventory_asset a ON a.id = s.subject_id"
    " WHERE s.pack_id = :pack AND s.subject_key = 'inventory_asset' AND a.department_id = :place"
)
SCORES = text(
    "UPDATE scoring_score SET confirmed = confirmed WHERE pack_id = :pack AND"
    " ((subject_key = 'inventory_asset' AND subject_id = :asset)"
    " OR (subject_key = 'organization_department' AND subject_id = :place)"
    " OR subject_key = 'standards_program')"
)
FACTS = text("SELECT id, lifecycle FROM inventory_asset WHERE id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
ANSWERS = text(
    "SELECT a.id, a.level FROM standards_answer a JOIN standards_assessment s"
    " ON s.id = a.assessment_id WHERE s.subject_key = 'inventory_asset' AND s.subject_id IN :ids"
).bindparams(bindparam("ids", expanding=True))
WAYS = text(
    "SELECT s.*, t.*, a.* FROM inventory_source s JOIN inventory_asset a ON a.id = s.id"
    " LEFT JOIN inventory_storage t ON t.id = s.destination_id"
)
WIRES = text("SELECT * FROM inventory_interface i JOIN inventory_asset a ON a.id = i.id")
STORES = text(
    "SELECT DISTINCT s.destination_id, a.department_id FROM inventory_source s"
    " JOIN inventory_asset a ON a.id = s.id"
)
OTHERS = text("SELECT * FROM inventory_asset WHERE kind IN ('viewer', 'storage')")


def measure(app: Flask, address: str, database: str, size: int) -> Iterator[Figure]:
    """Each the shortest of three; what a process learns once, it has learned."""
    with app.app_context():
        pack, planner = kept_pack(leading_pack().id), find_by_email(address_of(PLANNER))
        assert planner is not None
        actor = actor_of(planner)
        ids = Random(SEED).sample(range(1, size + 1), ROUND)  # noqa: S311 - the same each time
        works: tuple[tuple[Aim, Work, Work], ...] = (
            (ANSWER, partial(_answer, pack, actor), partial(_bare_answer, pack)),
            (TRIAL, partial(_try, pack), partial(_bare_trial, pack)),
            (RULES, partial(_follow, pack, ids), partial(_bare_rules, ids)),
            (PATHS, _paths, partial(_read, WAYS, WIRES)),
            (OVERLAPS, _overlaps, partial(_read, STORES, OTHERS)),
        )
        for aim, ours, bare in works:
            taken = least_ms(partial(_alone, ours)), least_ms(partial(_alone, bare))
            yield Figure(aim, database, size, *taken, "ms")


def _alone(work: Work) -> None:
    """From an empty session to an ended transaction, as a request is."""
    work()
    db.session.rollback()
    db.session.remove()


_turn = count()


def _answer(pack: Pack, actor: Actor) -> None:
    """The next level for one criterion of one asset: saved, with history and all scores above."""
    profile = profile_of(Subject.ASSET, ONE)
    criterion = pack.criteria[-1]
    there = answers_of(pack, profile).get(criterion.id)
    facts = AnswerFacts(state=AnswerState.ANSWERED, level=next(_turn) % 5)
    given = Given(criterion, facts, there.version if there else 0)
    with unit_of_work():
        save_answers(pack, profile, [given], actor=actor, at=NOW)


def _bare_answer(pack: Pack) -> None:
    """The row itself, what it is measured with, and three scores written."""
    with unit_of_work():
        db.session.execute(GIVE, {"level": next(_turn) % 5, "answer": ONE})
        asset = db.session.execute(
            text("SELECT department_id FROM inventory_asset WHERE id = :asset"), {"asset": ONE}
        ).one()
        where = {"pack": pack.id, "asset": ONE, "place": asset.department_id}
        db.session.execute(LEVELS, where).all()
        _sums([row.sheet for row in db.session.execute(NEAR, where)], pack)
        db.session.execute(SCORES, where)


def _try(pack: Pack) -> None:
    trial(pack, Changes(weights={pack.criteria[ONE].code: 9}), on=TODAY)


def _bare_trial(pack: Pack) -> None:
    """Every stored sheet read, and one product over all of them."""
    _sums([row.sheet for row in db.session.execute(SHEETS, {"pack": pack.id})], pack)


def _sums(sheets: list[bytes], pack: Pack) -> Any:
    levels = np.frombuffer(b"".join(sheets), np.uint8).reshape(len(sheets), -1)
    weights = np.resize([one.weight for one in pack.criteria], levels.shape[1])
    return levels.astype(np.int64) @ weights


def _follow(pack: Pack, ids: list[int]) -> None:
    with unit_of_work():
        follow_pack(pack, ids, on=TODAY, at=NOW)


def _bare_rules(ids: list[int]) -> list[RowMapping]:
    """The facts and the answers of these, read."""
    facts = db.session.execute(FACTS, {"ids": ids}).mappings().all()
    return [*facts, *db.session.execute(ANSWERS, {"ids": ids}).mappings()]


def _paths() -> None:
    department_paths([one.id for one in service_areas()], on=TODAY)


def _overlaps() -> None:
    overlaps(running())


def _read(*queries: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for query in queries for row in db.session.execute(query)]
