"""What people of a sample have tried out in numbers, as a file tells it."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from app.engine.fit.disposition import Disposition
from app.engine.scoring.answer import AnswerState
from app.scoring.models import ChangeKind
from app.scoring.services import scenarios
from app.scoring.services.scenarios import About, Wanted
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.standards.facts import EvidenceKind
from app.standards.queries import catalog


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(_Told):
    """One change; the fields are those of `Wanted`."""

    kind: ChangeKind
    thing: str = ""
    code: str = ""
    state: AnswerState | None = None
    level: int | None = None
    evidence_kind: EvidenceKind | None = None
    weight: int | None = None
    disposition: Disposition | None = None
    target: str = ""
    control: str = ""
    ends_on: date | None = None


class Scenario(_Told):
    owner: str
    name: str
    question: str
    shared: bool
    changes: tuple[Told, ...]


def try_out(folder: Folder, cast: Cast, pack_id: int, *, at: datetime) -> int:
    """How many scenarios were kept."""
    told = [Scenario.model_validate(one) for one in folder.tables("scenarios.toml")["scenarios"]]
    pack = catalog.get_pack(pack_id)
    for one in told:
        actor = cast.actor(one.owner)
        with acting(actor, "Tried out"):
            about = About(one.name, one.question, one.shared)
            made = scenarios.begin(pack, about, actor=actor, at=at)
            for change in one.changes:
                wanted = Wanted(**change.model_dump())
                scenarios.put(made.id, wanted, actor=actor, at=at, version=made.version)
    return len(told)
