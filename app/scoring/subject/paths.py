"""The image path of a department on its record page."""

from app.engine.paths.stages import WORDS_OF_STAGE
from app.kernel import clock
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel
from app.scoring.services.paths import department_path


def department_path_panel(actor: Actor, department_id: int) -> Panel | None:
    if not actor.may(Permission.STANDARDS_READ):
        return None
    path = department_path(department_id, on=clock.today())
    values = {"path": path, "words": WORDS_OF_STAGE, "department_id": department_id}
    return Panel("Image path", "scoring/paths/_panel.html", values)
