"""What deciding how capture begins at a source changes, with its path before and after."""

from collections.abc import Sequence

from app.engine.paths.check import check
from app.engine.paths.steps import Path, Verdict
from app.inventory.facts.vocabulary.sources import EncounterOption
from app.inventory.models import Source
from app.kernel import clock
from app.kernel.db import db
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
from app.organization.facts import Workflow
from app.scoring.models import WorkflowChoice
from app.scoring.queries.paths import surroundings_of
from app.scoring.translate.paths import capture_as, links_of

OPTION_OF = {
    Path.NOTICE: EncounterOption.NOTIFICATION,
    Path.ORDER_ON_DEMAND: EncounterOption.EHR_CREATES_ORDER,
}
VERDICTS = {
    Verdict.SUPPORTED: "whole",
    Verdict.CONDITIONAL: "whole with conditions",
    Verdict.UNDETERMINED: "not known",
    Verdict.UNSUPPORTED: "broken",
    Verdict.NOT_APPLICABLE: "no rule for capture",
}
NOT_KNOWN = "not known"


def _words(of: type[Workflow] | type[EncounterOption]) -> Sequence[tuple[str, str]]:
    return [(one.value, label_of(one)) for one in of]


FIELDS = (
    EffectField("workflow", "Capture begins", FieldKind.CHOICE, choices=lambda: _words(Workflow)),
    EffectField(
        "encounter_option",
        "Without an order, images reach the record by",
        FieldKind.CHOICE,
        required=False,
        choices=lambda: _words(EncounterOption),
    ),
)


def proposal_of(source_id: int, choice: WorkflowChoice) -> dict[str, object]:
    """What the form of a new proposal begins with when a kept choice is to be decided."""
    option = OPTION_OF.get(choice.path_in_visit) if choice.path_in_visit else None
    given = {"effect": SET_WORKFLOW.key, "subject_id": source_id, "workflow": choice.workflow.value}
    return given | ({"encounter_option": option.value} if option else {})


def _source(asset_id: int | None) -> Source:
    found = db.session.get(Source, asset_id) if asset_id else None
    if found is None:
        raise NotFound("Only a source captures images.")
    return found


def _settled(payload: Payload) -> tuple[Workflow, EncounterOption | None]:
    try:
        option = payload.get("encounter_option")
        return Workflow(payload.get("workflow", "")), EncounterOption(option) if option else None
    except ValueError:
        raise RuleBroken("Choose how capture begins from the list.") from None


def _sentence(asset_id: int | None, payload: Payload) -> str:
    workflow, option = _settled(payload)
    way = f", {label_of(option).lower()}" if option else ""
    return f"{_source(asset_id).name}: capture is {label_of(workflow).lower()}{way}."


def _check(asset_id: int | None, payload: Payload) -> None:
    _source(asset_id)
    _settled(payload)


def _preview(asset_id: int | None, payload: Payload) -> Sequence[Difference]:
    source, (workflow, option) = _source(asset_id), _settled(payload)
    then_option = option or source.encounter_option
    return (
        Difference("Capture begins", _word(source.workflow), label_of(workflow)),
        Difference("Without an order", _word(source.encounter_option), _word(then_option)),
        Difference("Image path", _verdict(source, source.workflow), _verdict(source, workflow)),
    )


def _verdict(source: Source, workflow: Workflow | None) -> str:
    """Followed as if the source captured so."""
    around = surroundings_of(source.id)
    if workflow is None or around is None:
        return NOT_KNOWN
    capture = capture_as(source, workflow)
    return VERDICTS[check(capture, links_of(around, capture), on=clock.today()).verdict]


def _apply(asset_id: int | None, payload: Payload, _decision: DecisionRef) -> None:
    source, (workflow, option) = _source(asset_id), _settled(payload)
    source.workflow = workflow
    if option is not None:
        source.encounter_option = option
    db.session.flush()


def _word(said: Workflow | EncounterOption | None) -> str:
    return NOT_KNOWN if said is None else label_of(said)


SET_WORKFLOW = EffectKind(
    key="set_workflow",
    label="Decide how capture begins",
    subject_key="inventory_asset",
    fields=FIELDS,
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    rescinded=lambda _asset_id, _payload, _decision: (
        "Capture stays as it is set; decide anew how it begins."
    ),
    belongs="workflow",
)
