from collections.abc import Iterator

import pytest

from app.governance.models import Body
from app.kernel import subjects
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.subjects import (
    Difference,
    EffectField,
    EffectKind,
    FieldKind,
    SubjectKind,
    effects,
)
from app.subjects import SUBJECTS
from tests.postbox import post

__all__ = ["post"]


def _body(body_id) -> Body:
    found = db.session.get(Body, body_id)
    if found is None:
        raise NotFound("There is no such body.")
    return found


def _check(body_id, payload) -> None:
    _body(body_id)
    if payload.get("name", "") == "Nowhere":
        raise RuleBroken("Nowhere is no name for a body.")


def _apply(body_id, payload, decision) -> None:
    _body(body_id).name = payload["name"]
    db.session.flush()
    if payload["name"] == "Too late":
        raise RuleBroken("The name has been taken in the meantime.")


BODY = SubjectKind(
    "governance_body", "body", "governance.show_body", "body_id", lambda one: _body(one).name
)
RENAME = EffectKind(
    key="rename_body",
    label="Rename a body",
    subject_key=BODY.key,
    fields=(
        EffectField("name", "New name", FieldKind.TEXT),
        EffectField("style", "Style", FieldKind.CHOICE, choices=lambda: [("short", "Short")]),
        EffectField("on", "From", FieldKind.DATE, required=False),
        EffectField("cost", "Cost of new signs", FieldKind.MONEY, required=False),
        EffectField("year", "Fiscal year", FieldKind.YEAR, required=False),
    ),
    sentence=lambda one, payload: f"Call {_body(one).name} {payload['name']}.",
    check=_check,
    preview=lambda one, payload: (Difference("Name", _body(one).name, payload["name"]),),
    apply=_apply,
)


@pytest.fixture
def renaming(app) -> Iterator[EffectKind]:
    """An effect on real rows, so that governance can be tested without the areas above it."""
    before = subjects._known.effects, subjects._known.kinds, subjects._known.panels
    subjects.install((*SUBJECTS, BODY), (*effects(), RENAME), before[2])
    yield RENAME
    subjects._known.effects, subjects._known.kinds, subjects._known.panels = before
