"""A version of a pack as a thing one may decide on and look back at."""

from app.kernel.subjects import SubjectKind
from app.standards.models import Pack
from app.standards.queries import catalog


def _title(pack_id: int) -> str:
    return title_of(catalog.get_pack(pack_id))


def title_of(pack: Pack) -> str:
    return f"{pack.title}, version {pack.version}"


PACK = SubjectKind(
    key=Pack.__tablename__,
    noun="standards version",
    endpoint="standards.show_pack",
    argument="pack_id",
    title=_title,
)
