"""The vocabulary: what each stage asks, and the thresholds. Own words, aligned with DIAM."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Specialization(StrEnum):
    """What is counted above stage 4, in any order."""

    EXCHANGE = "exchange"
    DECISIONS = "decisions"
    ANALYTICS = "analytics"


class Flag(StrEnum):
    """What no criterion of the pack asks, so that somebody has to say it of the program."""

    ORDER_DECISION_SUPPORT = "order_decision_support"
    CLINICAL_PATHWAYS = "clinical_pathways"
    PREDICTIVE_PROTOCOLS = "predictive_protocols"


@dataclass(frozen=True, slots=True)
class Ask:
    """A criterion and the level from which it counts as met; a flag is met where it is said."""

    code: str
    level: int = 4


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a stage: any one of its asks will do."""

    asks: tuple[Ask, ...]
    only_traditional: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(ask.code for ask in self.asks)

    @property
    def name(self) -> str:
        return " or ".join(self.codes)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The share of service areas in which a requirement has to be met."""

    first: Fraction = Fraction(1, 2)
    fourth: Fraction = Fraction(7, 10)
    specialization: Fraction = Fraction(1, 2)

    def of(self, level: int) -> Fraction:
        return self.fourth if level == TOP_STAGE else self.first


YES = 4
TOP_STAGE, TOP_LEVEL = 4, 7


def _all(*asks: tuple[str, int]) -> tuple[Requirement, ...]:
    return tuple(Requirement((Ask(code, level),)) for code, level in asks)


STAGES: dict[int, tuple[Requirement, ...]] = {
    1: (
        *_all(("PLT-02", YES), ("PLT-04", 3), ("CON-03", YES)),
        Requirement((Ask("CON-19", 2),), only_traditional=True),
    ),
    2: _all(("PLT-01", 2), ("VWR-01", 3), ("VWR-08", 2), ("CON-02", YES)),
    3: _all(
        ("PLT-06", 3),
        ("PLT-08", YES),
        ("PLT-17", YES),
        ("PLT-18", YES),
        ("CON-06", 3),
        ("CON-16", 3),
        ("CON-10", 3),
        ("PLT-23", 2),
        ("GOV-01", YES),
        ("GOV-07", 3),
    ),
    4: (
        *_all(("PLT-01", 3), ("PLT-09", 3), ("PLT-10", YES)),
        Requirement((Ask("CON-04"), Ask("CON-05"))),
        *_all(("VWR-02", 3), ("VWR-05", 3), ("PLT-16", 3), ("STR-01", 3), ("PLT-13", 2)),
    ),
}

SPECIALIZATIONS: dict[Specialization, tuple[Requirement, ...]] = {
    Specialization.EXCHANGE: _all(
        ("EXC-01", 3), ("EXC-02", 3), ("EXC-03", 3), ("EXC-08", 3), ("VWR-14", 3)
    ),
    Specialization.DECISIONS: (
        Requirement((Ask(Flag.ORDER_DECISION_SUPPORT),)),
        *_all(("CON-19", 3), ("ANA-11", 3)),
        Requirement((Ask("ANA-09"), Ask(Flag.CLINICAL_PATHWAYS))),
    ),
    Specialization.ANALYTICS: (
        *_all(("ANA-01", 3), ("ANA-02", 3), ("STR-14", 3), ("ANA-12", 2)),
        Requirement((Ask(Flag.PREDICTIVE_PROTOCOLS),)),
    ),
}

WORDS_OF: dict[int, str] = {
    0: "Images are not managed electronically as a program",
    1: "Departments manage images: orders reach devices, reports are distributed",
    2: "Images and reports can be reached across the enterprise",
    3: "The workflow is safe: right images, patient and time; audit and quality",
    4: "Image management is integrated across the enterprise",
    5: "Integrated, with one specialization",
    6: "Integrated, with two specializations",
    7: "Integrated, with all three specializations",
}

WORDS_OF_SPECIALIZATION: dict[Specialization, str] = {
    Specialization.EXCHANGE: "Images are exchanged with others, and patients take part",
    Specialization.DECISIONS: "Imaging supports clinical decisions",
    Specialization.ANALYTICS: "Imaging is measured, predicted and fitted to the patient",
}

WORDS_OF_FLAG: dict[Flag, str] = {
    Flag.ORDER_DECISION_SUPPORT: "Decision support speaks when imaging is ordered",
    Flag.CLINICAL_PATHWAYS: "Imaging is part of clinical pathways that are followed",
    Flag.PREDICTIVE_PROTOCOLS: "Protocols are fitted to the patient or predicted",
}
