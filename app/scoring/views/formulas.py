"""How scores are reckoned, published on a page; the numbers come from the engine itself."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.engine.fit import value
from app.engine.scoring.evidence import TWENTIETHS, WHOLE, Evidence
from app.engine.scoring.rollup import SOURCES_SHARE
from app.engine.scoring.status import BANDS, COMPLETE_ENOUGH
from app.kernel.permissions import Permission
from app.web.access import allow
from app.web.filters import words

EVIDENCE = {
    Evidence.NONE: "without evidence",
    Evidence.SELF_DECLARED: "declared",
    Evidence.DOCUMENT: "by a document",
    Evidence.TESTED: "tested",
    Evidence.MONITORED: "monitored",
}
OWN = 1 - SOURCES_SHARE
TIMES = "\N{MULTIPLICATION SIGN}"


@allow(Permission.STANDARDS_READ)
def show() -> ResponseReturnValue:
    return render_template("scoring/formulas/show.html", formulas=FORMULAS)


def _percent(share: object) -> str:
    return f"{float(share):.0%}"  # type: ignore[arg-type]


def _floors(floors: tuple[int, ...]) -> str:
    return ", ".join(f"{floor:,}" for floor in floors)


_KEPT = ", ".join(f"{100 * TWENTIETHS[one] // WHOLE}% {said}" for one, said in EVIDENCE.items())
_FIT = ", ".join(f"from {floor} {words(status).lower()}" for floor, status in BANDS if floor)

FORMULAS = (
    (
        "Level",
        "0 to 4 on every scale. No, partly and yes are 0, 2 and 4; a measure falls in a band.",
    ),
    (
        "Confirmed",
        (
            f"100 {TIMES} Σ weight {TIMES} level ÷ (4 {TIMES} Σ weight), over all that apply. "
            "What is open counts as nothing."
        ),
    ),
    ("Provisional", "The same over the criteria that are answered."),
    ("Worst and best", "Every open criterion at level 0, or at level 4. Worst is confirmed."),
    ("Answered", "Criteria answered ÷ criteria that apply."),
    ("As far as evidence carries it", f"Provisional, each answer cut to what it keeps: {_KEPT}."),
    (
        "Functional and technical fit",
        "Provisional over the criteria of that axis; no criterion belongs to both.",
    ),
    (
        "Business value",
        (
            f"{_percent(value.CRITICALITY_SHARE)} criticality (25 to 100), "
            f"{_percent(value.VOLUME_SHARE)} studies a year (20 points, and 20 more from "
            f"{_floors(value.VOLUME_FLOORS)}), {_percent(value.REACH_SHARE)} departments served "
            f"(20 points, and 20 more from {_floors(value.REACH_FLOORS)})."
        ),
    ),
    (
        "Fit",
        (
            "A failed knock-out: not fit, whatever the score. An open one, or less than "
            f"{_percent(COMPLETE_ENOUGH)} answered: undetermined. Else by the provisional score: "
            f"{_FIT}, below that not fit. With a repair promised or a waiver, never more than "
            "conditional."
        ),
    ),
    (
        "The two tests",
        (
            "The gravest of the knock-outs that ask whether it opens from the record, and of those "
            "that ask whether it suits the platform. Kept apart from each other and from the score."
        ),
    ),
    (
        "Department",
        (
            f"{_percent(SOURCES_SHARE)} its sources, each weighed by its studies a year, and "
            f"{_percent(OWN)} its own criteria. Without either there is no readiness."
        ),
    ),
    (
        "Facility",
        (
            "The mean of the departments in it and below it, weighed by their studies a year, from "
            "their stored thousandths."
        ),
    ),
    (
        "Element",
        "Each criterion counts once, with its weight, at the mean of everything it was asked of.",
    ),
    (
        "Program",
        "The mean of the elements by their weights. One that asks nothing takes no part.",
    ),
    (
        "How firm is the order",
        (
            "The list by provisional score. One weight at a time moves between 1 and 100, in "
            "thousandths, until two neighbors swap or one from below overtakes the last of the top."
        ),
    ),
)


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/formulas", "show_formulas", show)
