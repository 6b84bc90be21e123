"""What people of a sample have tried out in numbers, as a file tells it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from app.scoring.services import scenarios
from app.scoring.services.scenarios import About, Wanted
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.standards.queries import catalog


class Scenario(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    owner: str
    name: str
    question: str
    shared: bool
    changes: tuple[Wanted, ...]


def try_out(folder: Folder, cast: Cast, pack_id: int, *, at: datetime) -> int:
    """How many scenarios were kept."""
    told = [Scenario.model_validate(one) for one in folder.tables("scenarios.toml")["scenarios"]]
    pack = catalog.get_pack(pack_id)
    for one in told:
        actor = cast.actor(one.owner)
        with acting(actor, "Tried out"):
            about = About(one.name, one.question, one.shared)
            made = scenarios.begin(pack, about, actor=actor, at=at)
            for wanted in one.changes:
                scenarios.put(made.id, wanted, actor=actor, at=at, version=made.version)
    return len(told)
