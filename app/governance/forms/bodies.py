"""Bodies, charters, seats and who sits in them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from wtforms import BooleanField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.engine.voting.ballot import (
    BallotKind,
    ChairVotes,
    Denominator,
    Disclosure,
    QuorumBasis,
    TieResult,
)
from app.governance.facts import BodyFacts, CharterFacts, SeatFacts
from app.governance.facts.articles import ArticleFacts, Chapter
from app.governance.facts.bodies import Part
from app.web.facts import form_of
from app.web.forms import ChoiceField, Form, OptionalDateField

WORDS: Mapping[str, Mapping[StrEnum, str]] = {
    "quorum_basis": {
        QuorumBasis.FRACTION_OF_VOTING_SEATS: "A share of the voting seats",
        QuorumBasis.FRACTION_EXCLUDING_RECUSED: "A share of the voting seats not stepped aside",
        QuorumBasis.COUNT: "A fixed number of seats",
    },
    "denominator": {
        Denominator.VOTES_CAST: "the votes for and against",
        Denominator.PRESENT: "the seats taking part, so that abstaining works like a no",
        Denominator.ENTIRE_MEMBERSHIP: "the entire membership, so that silence works like a no",
    },
    "chair_votes": {
        ChairVotes.ALWAYS: "Like every member",
        ChairVotes.TIE_ONLY: "On a tie only",
        ChairVotes.NEVER: "Never",
    },
    "tie_result": {
        TieResult.FAIL: "The proposal fails",
        TieResult.CHAIR_CASTS: "The chair's side gets one vote more",
    },
    "ballot_kind": {
        BallotKind.ROLL_CALL: "By name, in a roll call",
        BallotKind.SECRET: "In secret",
        BallotKind.SHOW_OF_HANDS: "By show of hands, at a meeting",
    },
    "disclosure": {
        Disclosure.AT_ONCE: "At once, to everyone who sees the ballot",
        Disclosure.AFTER_VOTING: "To each member after voting",
        Disclosure.AT_CLOSE: "When the ballot is closed",
    },
}


class BodyForm(form_of(BodyFacts, sections=Part)):  # type: ignore[misc]
    parent_id = ChoiceField("Reports to")


class CharterForm(form_of(CharterFacts, sections=Part)):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in WORDS.items():
            self[name].choices = [SelectChoice(one.value, text) for one, text in words.items()]


class NewBodyForm(BodyForm):
    authority = StringField(
        "Put in force by",
        description=(
            "An authority outside these bodies, such as a resolution of the board with its day. "
            "Leave empty if a body decides: until then the charter is a draft."
        ),
        render_kw={"maxlength": 200},
    )
    as_pattern = BooleanField("Set up the usual seats, vacant, and the usual rights", default=True)


ArticleForm = form_of(ArticleFacts, sections=Chapter)
SeatForm = form_of(SeatFacts, sections=Part)


class SeatingForm(Form):
    holder_id = ChoiceField("Holder", validators=[InputRequired("Choose who sits here.")])
    alternate_id = ChoiceField(
        "Alternate", description="Votes in the holder's absence, where the charter lets alternates."
    )
    term_starts_on = OptionalDateField("From", description="Open if left empty.")
    term_ends_on = OptionalDateField("Until")
