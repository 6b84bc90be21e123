"""Matters before the bodies of a sample, as a file tells them: proposals and their ballots."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from app.engine.voting.ballot import Choice
from app.engine.voting.election import Method
from app.governance.facts import DecisionClass, ResponsibilityArea
from app.governance.services.papers import Handed
from app.seeding.files import Folder


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Round(_Told):
    """One ballot: counted by `votes` (for, against, abstained), or what each has `cast` so far.

    The `papers` of an election are marks option by option, 0 for none, handed out seat by seat.
    """

    opens: int
    closes: int
    votes: tuple[int, int, int] | None = None
    cast: tuple[tuple[str, Choice, str], ...] = ()
    recused: tuple[tuple[str, str], ...] = ()
    why_not: str = ""
    """The reason given by the first of those who are counted against."""
    papers: tuple[tuple[int, ...], ...] = ()


class Enclosed(_Told):
    """A paper handed in with a proposal: its title and what it says, kept as plain text."""

    title: str
    text: str


def handed(told: Mapping[str, str]) -> Handed:
    """A paper as the service takes it, named after its title."""
    name = "-".join(told["title"].lower().split())
    return Handed(told["title"], name=f"{name}.txt", data=told["text"].encode())


class Disposing(_Told):
    """What becomes of the asset the matter is about."""

    becomes: str
    target: str = ""
    by: int | None = None


class Waiving(_Told):
    """A knock-out criterion lifted for the asset the matter is about; days count from seeding."""

    criterion: str
    ends: int
    control: str
    owner: str


class Allowed(_Told):
    """Spending allowed, in whole currency; `through` counts fiscal years from this one."""

    fund: str
    kind: str
    through: int
    amount: int


class Chartering(_Told):
    """The next edition of the charter of a body: its text, and what else it says otherwise."""

    of: str
    text: str
    rule: dict[str, Any] = {}
    articles: dict[str, str] = {}


class Matter(_Told):
    """One proposal. Days count from the day of seeding; the subject is the code of a thing."""

    key: str
    body: str
    author: str
    title: str
    text: str
    reason: str
    areas: tuple[ResponsibilityArea, ...]
    subject: str = ""
    drafted: int
    submitted: int | None = None
    returned: str = ""
    withdrawn: int | None = None
    review: int | None = None
    ballots: tuple[Round, ...] = ()
    disposition: Disposing | None = None
    waives: Waiving | None = None
    approves: bool = False
    adopts: str = ""
    charter: Chartering | None = None
    method: Method = Method.QUESTION
    options: tuple[str, ...] = ()
    places: int = 1
    seat: str = ""
    candidates: tuple[str, ...] = ()
    decision_class: DecisionClass | None = None
    amount: int | None = None
    allows: tuple[Allowed, ...] = ()
    owner: str = ""
    conditions: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    replaces: str = ""
    rescinds: str = ""
    """The key of the earlier matter whose decision this one ends."""

    @property
    def submitted_on(self) -> int | None:
        return self.ballots[0].opens if self.ballots else self.submitted


def read_matters(folder: Folder) -> Iterator[Matter]:
    """What the two files tell: proposals, and the approvals of initiatives."""
    for table in folder.tables("proposals.toml")["proposals"]:
        yield Matter.model_validate(table)
    for table in folder.tables("initiatives.toml")["initiatives"]:
        if "decided" in table:
            yield _approval(table, table["decided"])


def _approval(initiative: Mapping[str, Any], decided: Mapping[str, Any]) -> Matter:
    allows = decided.get("allows", ())
    money = " The spending named below is allowed." if allows else ""
    opens = decided["closes"] - 8
    return Matter.model_validate(
        {
            "key": initiative["code"],
            "body": decided["body"],
            "author": initiative["owner"],
            "title": f"Approve: {initiative['title']}",
            "text": f"Initiative {initiative['code']} is approved with its scope.{money}",
            "reason": initiative["outcomes"],
            "areas": ["program", "financial"] if allows else ["program"],
            "subject": initiative["code"],
            "drafted": opens - 6,
            "ballots": [{"opens": opens, "closes": decided["closes"], "votes": decided["votes"]}],
            "approves": True,
            "allows": allows,
        }
    )
