"""Help a department choose how capture begins: by order, or in a visit, and then which way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.engine.paths.standards import STANDARD_OF
from app.engine.paths.steps import NEEDS, WORDS_OF, LinkCode, Need, Path, Workflow


class Question(StrEnum):
    """The first six decide between order and visit, the others between the two ways of a visit."""

    ASKED_BY_ANOTHER = "asked_by_another"
    READ_APART = "read_apart"
    KNOWN_BEFORE = "known_before"
    ONE_PLANNED = "one_planned"
    SCHEDULED = "scheduled"
    CLICKS_ACCEPTED = "clicks_accepted"
    BILLED = "billed"
    TAKES_UNASKED = "takes_unasked"
    MAKES_ORDERS = "makes_orders"


WORDS_OF_QUESTION: dict[Question, str] = {
    Question.ASKED_BY_ANOTHER: "Does one clinician ask for the images and another make them?",
    Question.READ_APART: "Are they interpreted or billed apart, as a procedure?",
    Question.KNOWN_BEFORE: "Is it known before the visit that images will be made?",
    Question.ONE_PLANNED: "Is one capture planned, rather than none to many as they come?",
    Question.SCHEDULED: "Is a room or a device booked for it?",
    Question.CLICKS_ACCEPTED: "Do people accept extra clicks before they capture?",
    Question.BILLED: "Is the imaging charged for?",
    Question.TAKES_UNASKED: "Does the record system take results nobody ordered?",
    Question.MAKES_ORDERS: "Can the record system make an order on request?",
}

REASONS: dict[Question, tuple[str, str]] = {
    Question.ASKED_BY_ANOTHER: (
        "One clinician asks and another makes the images: an order carries the request.",
        "Whoever sees the patient makes the images: there is nobody to order from.",
    ),
    Question.READ_APART: (
        "They are interpreted or billed apart: the report hangs on an order.",
        "They are not interpreted apart: a result of its own is optional.",
    ),
    Question.KNOWN_BEFORE: (
        "It is known before the visit: an order can be there in time.",
        "It is decided during care: an order would come too late.",
    ),
    Question.ONE_PLANNED: (
        "One capture is planned: one order is enough.",
        "There may be none or many: orders would multiply or stay open.",
    ),
    Question.SCHEDULED: (
        "A room or device is booked: the order drives the schedule.",
        "Nothing is booked: a schedule gains nothing.",
    ),
    Question.CLICKS_ACCEPTED: (
        "People accept the clicks an order takes.",
        "People do not accept extra clicks before capture.",
    ),
}
"""What a yes says for an order, and a no for the visit."""

ENOUGH = 4
"""So many of the first six must be answered before anything is recommended."""

CITED: dict[Path, tuple[str, ...]] = {
    Path.ORDER: ("IHE Scheduled Workflow (SWF.b)", "CON-03", "CON-04"),
    Path.NOTICE: ("IHE Encounter-Based Imaging Workflow (EBIW)", "CON-03", "CON-05"),
    Path.ORDER_ON_DEMAND: (
        "IHE Encounter-Based Imaging Workflow (EBIW) with an order on request",
        "CON-03",
        "CON-05",
    ),
}
"""The profile and the criteria of the shipped pack that each outcome stands on."""


@dataclass(frozen=True, slots=True)
class Part:
    """One link a recommended path still lacks, with the standard that makes it."""

    code: LinkCode
    says: str
    standard: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What is recommended and why. No workflow: too little was answered."""

    workflow: Workflow | None
    paths: tuple[Path, ...] = ()
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    missing: tuple[Part, ...] = ()

    @property
    def path_in_visit(self) -> Path | None:
        return next((path for path in self.paths if path is not Path.ORDER), None)


Answers = Mapping[Question, bool | None]


def advise(answers: Answers, broken: Iterable[LinkCode] = ()) -> Advice:
    """`broken`: links that are not there or not known; those the paths need are listed."""
    said = {one: answers[one] for one in REASONS if answers.get(one) is not None}
    if len(said) < ENOUGH:
        return Advice(None, against=(_still_open(len(said)),))
    for_order = [REASONS[one][0] for one, yes in said.items() if yes]
    for_visit = [REASONS[one][1] for one, yes in said.items() if not yes]
    if len(for_order) > len(for_visit):
        return _advice(Workflow.ORDER, (Path.ORDER,), for_order, for_visit, broken)
    path, why = _in_visit(answers)
    if len(for_order) < len(for_visit):
        return _advice(Workflow.ENCOUNTER, (path,), [*for_visit, why], for_order, broken)
    both = "As much speaks for an order as for the visit: let planned captures begin with an order."
    reasons = [both, *for_order, *for_visit, why]
    return _advice(Workflow.MIXED, (Path.ORDER, path), reasons, [], broken)


def _in_visit(answers: Answers) -> tuple[Path, str]:
    """Which of the two ways; what is not known of the record system counts as not there."""
    charged = bool(answers.get(Question.BILLED) or answers.get(Question.READ_APART))
    unasked = bool(answers.get(Question.TAKES_UNASKED))
    demand = bool(answers.get(Question.MAKES_ORDERS))
    if charged and demand:
        return Path.ORDER_ON_DEMAND, (
            "Charge and result hang on an order, and the record system can make one on request."
        )
    if charged and unasked:
        return Path.NOTICE, (
            "The record system takes unasked results today. A charge has to come from the note "
            "until it can make an order on request."
        )
    if charged:
        return Path.ORDER_ON_DEMAND, (
            "Charge and result hang on an order: the record system has to learn to make one."
        )
    if unasked or not demand:
        return Path.NOTICE, (
            "Nothing is charged: a notice is enough, with less to build and no open orders."
        )
    return Path.ORDER_ON_DEMAND, (
        "The record system refuses unasked results and can make an order on request."
    )


def _advice(
    workflow: Workflow,
    paths: tuple[Path, ...],
    reasons: Iterable[str],
    against: Iterable[str],
    broken: Iterable[LinkCode],
) -> Advice:
    cited = (one for path in paths for one in CITED[path])
    return Advice(
        workflow,
        paths,
        tuple(reasons),
        tuple(against),
        tuple(dict.fromkeys(cited)),
        missing_parts(paths, set(broken)),
    )


def missing_parts(paths: Iterable[Path], broken: set[LinkCode]) -> tuple[Part, ...]:
    """In the order images travel; what is only recommended is left out."""
    wanted = list(paths)
    return tuple(
        Part(code, WORDS_OF[code], STANDARD_OF[code][path])
        for code, (need, within) in NEEDS.items()
        if code in broken and need is not Need.RECOMMENDED
        for path in [next((one for one in wanted if one in within), None)]
        if path is not None
    )


def _still_open(answered: int) -> str:
    return (
        f"{answered} of the first six questions are answered; {ENOUGH} are needed to recommend one."
    )
