"""What granting or revoking a waiver changes, with the fit before and after."""

from collections.abc import Sequence
from datetime import date

from app.accounts.queries import find_by_email
from app.engine.scoring.knockout import Passage
from app.kernel import clock
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.subjects import (
    DecisionRef,
    Difference,
    EffectField,
    EffectKind,
    FieldKind,
    Payload,
)
from app.kernel.words import label_of
from app.scoring.services.waived import Footing, footing_of
from app.standards.facts import Subject
from app.standards.models import Criterion, Waiver
from app.standards.queries import catalog
from app.standards.queries import waivers as queries
from app.standards.queries.subjects import Profile, profile_of
from app.standards.services.waivers import (
    Terms,
    cannot_be_revoked,
    grant,
    refusal,
    revoke,
)
from app.standards.subject.waivers import WAIVER

NOT_WAIVED = "not waived"
LONGEST_LABEL = 110


def _knock_outs() -> Sequence[tuple[str, str]]:
    pack = catalog.find_leading_pack()
    asked = [one for one in pack.criteria if one.is_knock_out] if pack else []
    return [
        (str(one.id), f"{one.code} {one.statement}"[:LONGEST_LABEL])
        for one in asked
        if not one.is_superseded
    ]


FIELDS = (
    EffectField("criterion", "Criterion waived", FieldKind.CHOICE, choices=_knock_outs),
    EffectField("ends_on", "Last day", FieldKind.DATE, help="Within two years."),
    EffectField(
        "control",
        "What makes up for the gap",
        FieldKind.TEXT,
        help="The measure that holds in the meantime, such as a daily export to the archive.",
    ),
    EffectField(
        "owner", "Who answers for it", FieldKind.TEXT, help="A person here, by e-mail address."
    ),
    EffectField(
        "returns_on",
        "Before the body again from",
        FieldKind.DATE,
        required=False,
        help="Left empty: 60 days before the last day.",
    ),
)


def waive(subject: Subject, key: str) -> EffectKind:
    """The effect for one kind of thing."""

    def profile(subject_id: int | None) -> Profile:
        return profile_of(subject, subject_id or 0)

    def sentence(subject_id: int | None, payload: Payload) -> str:
        criterion, terms = _terms(payload)
        owner = payload.get("owner", "")
        return (
            f"Waive {criterion.code} for {profile(subject_id).title} until {terms.ends_on}. "
            f"In its place: {terms.control.rstrip('.')}. Who answers for it: {owner}."
        )

    def check(subject_id: int | None, payload: Payload) -> None:
        criterion, terms = _terms(payload)
        if why := refusal(terms, clock.today()):
            raise RuleBroken(why)
        _refuse_what_needs_none(criterion, profile(subject_id))

    def preview(subject_id: int | None, payload: Payload) -> Sequence[Difference]:
        return _preview(profile(subject_id), *_terms(payload))

    def apply(subject_id: int | None, payload: Payload, decision: DecisionRef) -> None:
        criterion, terms = _terms(payload)
        about = profile(subject_id)
        _refuse_what_needs_none(criterion, about)
        grant(terms, subject, about.id, decision=decision)

    return EffectKind(
        key=key,
        label="Grant a waiver",
        subject_key=subject.key,
        fields=FIELDS,
        sentence=sentence,
        check=check,
        preview=preview,
        apply=apply,
        rescinded=_ends_at_once,
        undo=_end,
        belongs="waiver",
    )


def _ends_at_once(_subject_id: int | None, payload: Payload, _decision_id: int) -> str:
    return f"The waiver of {_terms(payload)[0].code} ends at once."


def _end(_subject_id: int | None, _payload: Payload, decision_id: int, by: DecisionRef) -> None:
    for waiver in queries.under(decision_id):
        if waiver.decision_id == decision_id and cannot_be_revoked(waiver) is None:
            revoke(queries.lock(waiver.id), decision=by)


def _terms(payload: Payload) -> tuple[Criterion, Terms]:
    try:
        criterion = catalog.get_criterion(int(payload.get("criterion", "")))
        ends_on = date.fromisoformat(payload.get("ends_on", ""))
        day = payload.get("returns_on")
        returns_on = date.fromisoformat(day) if day else None
    except ValueError:
        raise RuleBroken("Choose a criterion, and write days as 2026-11-24.") from None
    owner = find_by_email(payload.get("owner", ""))
    if owner is None or not owner.active:
        raise RuleBroken("Nobody here has that address. Name the person who answers for it.")
    control = payload.get("control", "")
    return criterion, Terms(criterion.id, ends_on, control, owner.id, returns_on)


def _refuse_what_needs_none(criterion: Criterion, about: Profile) -> None:
    how = _footing(criterion, about).passage(criterion.code)
    if how is None:
        raise RuleBroken(
            f"{criterion.code} forbids nothing for {about.title}: no waiver is needed."
        )
    if how is Passage.PASSES:
        raise RuleBroken(f"{about.title} meets {criterion.code}: no waiver is needed.")


def _footing(criterion: Criterion, about: Profile) -> Footing:
    return footing_of(catalog.get_pack(criterion.pack_id), about, clock.today())


def _preview(about: Profile, criterion: Criterion, terms: Terms) -> Sequence[Difference]:
    now = queries.waived_for(criterion.pack, about, clock.today())
    then, footing = now | {criterion.code}, _footing(criterion, about)
    return (
        Difference("Fit", _word(footing.fit(now)), _word(footing.fit(then))),
        Difference(
            criterion.code,
            _word(footing.passage(criterion.code, now)),
            _word(footing.passage(criterion.code, then)),
        ),
        Difference("Waived until", _until(criterion, about), terms.ends_on.isoformat()),
        Difference("Before the body again from", NOT_WAIVED, terms.comes_back_on.isoformat()),
    )


def _until(criterion: Criterion, about: Profile) -> str:
    current = queries.current_for(criterion.id, about.subject, about.id)
    return current.ends_on.isoformat() if current else NOT_WAIVED


def _word(member: object) -> str:
    return "not asked" if member is None else label_of(member)  # type: ignore[arg-type]


def _waiver(waiver_id: int | None) -> Waiver:
    if waiver_id is None:
        raise NotFound("There is no such waiver.")
    return queries.get_waiver(waiver_id)


def _revoke_sentence(waiver_id: int | None, _payload: Payload) -> str:
    waiver = _waiver(waiver_id)
    return f"Revoke the waiver of {waiver.criterion.code} for {_about(waiver).title}."


def _revoke_check(waiver_id: int | None, _payload: Payload) -> None:
    if why := cannot_be_revoked(_waiver(waiver_id)):
        raise RuleBroken(why)


def _revoke_preview(waiver_id: int | None, _payload: Payload) -> Sequence[Difference]:
    waiver = _waiver(waiver_id)
    about, code = _about(waiver), waiver.criterion.code
    now = queries.waived_for(waiver.criterion.pack, about, clock.today())
    then, footing = now - {code}, _footing(waiver.criterion, about)
    return (
        Difference("Fit", _word(footing.fit(now)), _word(footing.fit(then))),
        Difference(code, _word(footing.passage(code, now)), _word(footing.passage(code, then))),
    )


def _revoke(waiver_id: int | None, _payload: Payload, decision: DecisionRef) -> None:
    revoke(queries.lock(_waiver(waiver_id).id), decision=decision)


def _about(waiver: Waiver) -> Profile:
    subject = next(one for one in Subject if one.key == waiver.subject_key)
    return profile_of(subject, waiver.subject_id)


WAIVE_FOR_ASSET = waive(Subject.ASSET, "waive_for_asset")
WAIVE_FOR_DEPARTMENT = waive(Subject.DEPARTMENT, "waive_for_department")
REVOKE_WAIVER = EffectKind(
    key="revoke_waiver",
    label="Revoke a waiver",
    subject_key=WAIVER.key,
    fields=(),
    sentence=_revoke_sentence,
    check=_revoke_check,
    preview=_revoke_preview,
    apply=_revoke,
    rescinded=lambda _waiver_id, _payload, _decision: "The waiver stays ended; grant a new one.",
    belongs="waiver",
)
