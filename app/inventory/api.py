"""The estate as JSON: the same list, the same facts, the same services as the pages."""

from typing import Annotated, Any, Self

from flask import Response, url_for
from pydantic import BaseModel, Field, JsonValue

from app.api.problems import problem
from app.api.root import blueprint
from app.engine.fit.disposition import Disposition
from app.engine.scoring.status import FitStatus
from app.inventory.facts import FACTS_OF, AssetKind, Lifecycle
from app.inventory.models import Asset, Standing
from app.inventory.queries import assets as queries
from app.inventory.queries import estate
from app.inventory.services import assets as services
from app.inventory.translate import facts_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.facts import check
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.lists import Place, wanted_of

Reason = Annotated[str, Field(max_length=500)]
SHOWN = ("department", "facility", "vendor_name", "lifecycle", "fit", "score", "completeness")

bp = blueprint("inventory", __name__)


class AssetLine(BaseModel):
    """An asset in a list; points and shares are thousandths."""

    id: int
    code: str
    name: str
    kind: AssetKind
    department: str | None
    facility: str | None
    vendor_name: str | None
    lifecycle: Lifecycle
    fit: FitStatus | None
    score: int | None
    completeness: int | None


class AssetPage(BaseModel):
    """Fifty assets; `next` and `previous` are the addresses of the pages beside it."""

    assets: list[AssetLine]
    total: int
    next: str | None
    previous: str | None


class StandingShown(BaseModel):
    """What scoring and strategy made of the answers; points and shares are thousandths."""

    fit: FitStatus | None = None
    confirmed: int | None = None
    provisional: int | None = None
    completeness: int | None = None
    functional: int | None = None
    technical: int | None = None
    open_knock_outs: int | None = None
    suggested: Disposition | None = None
    decided: Disposition | None = None

    @classmethod
    def of(cls, standing: Standing | None) -> Self:
        if standing is None:
            return cls()
        return cls(**{name: getattr(standing, name) for name in cls.model_fields})


class AssetShown(BaseModel):
    """One asset. What is null in `facts` is not known; amounts are whole minor units."""

    id: int
    kind: AssetKind
    version: int
    facts: dict[str, JsonValue]
    standing: StandingShown

    @classmethod
    def of(cls, asset: Asset) -> Self:
        return cls(
            id=asset.id,
            kind=asset.kind,
            version=asset.version,
            facts=facts_of(asset).model_dump(mode="json"),
            standing=StandingShown.of(asset.standing),
        )


class NewAsset(BaseModel):
    """The facts of its kind, by name; GET /assets/facts/<kind> says which there are."""

    kind: AssetKind
    facts: dict[str, JsonValue]
    reason: Reason | None = None


class ChangedFacts(BaseModel):
    """Only what is to be said otherwise, and the version this was decided on."""

    version: Annotated[int, Field(ge=1)]
    facts: dict[str, JsonValue]
    reason: Reason | None = None


@bp.get("/assets")
@allow(Permission.INVENTORY_READ)
@bp.output(AssetPage)
def list_assets() -> AssetPage:
    """Takes what the page takes: kind, department, q, sort, after and the other filters."""
    actor, wanted, place = current_actor(), wanted_of(estate.ESTATE), Place(".list_assets")
    page = estate.page_for(actor, wanted.with_columns(SHOWN))
    return AssetPage(
        assets=[_line(row) for row in page.rows],
        total=estate.counts_for(actor, wanted).total,
        next=place.url(page.next.with_columns(())) if page.next else None,
        previous=place.url(page.previous.with_columns(())) if page.previous else None,
    )


def _line(row: Any) -> AssetLine:
    shown = {name: getattr(row, f"shows_{name}") for name in SHOWN}
    return AssetLine(id=row.id, code=row.code, name=row.name, kind=row.kind, **shown)


@bp.get("/assets/facts/<asset_kind:kind>")
@allow(Permission.INVENTORY_READ)
def show_facts(kind: AssetKind) -> dict[str, Any]:
    """What may be said of this kind of asset, as a JSON schema."""
    return FACTS_OF[kind].model_json_schema()


@bp.get("/assets/<int:asset_id>")
@allow(Permission.INVENTORY_READ)
@bp.output(AssetShown)
def show_asset(asset_id: int) -> AssetShown:
    return AssetShown.of(queries.get_for(current_actor(), asset_id))


@bp.post("/assets")
@allow(Permission.INVENTORY_EDIT)
@bp.input(NewAsset, arg_name="given")
@bp.output(AssetShown, status_code=201)
def add_asset(given: NewAsset) -> tuple[AssetShown, int, dict[str, str]]:
    facts = check(FACTS_OF[given.kind], given.facts)
    with unit_of_work(reason=given.reason):
        asset_id = services.add_asset(facts, actor=current_actor()).id
    where = {"Location": url_for(".show_asset", asset_id=asset_id)}
    return AssetShown.of(queries.get_for(current_actor(), asset_id)), 201, where


@bp.patch("/assets/<int:asset_id>")
@allow(Permission.INVENTORY_EDIT)
@bp.input(ChangedFacts, arg_name="given")
@bp.output(AssetShown)
def change_asset(asset_id: int, given: ChangedFacts) -> AssetShown | Response:
    actor = current_actor()
    asset = queries.get_for(actor, asset_id)
    facts = facts_of(asset).changed(given.facts)
    try:
        with unit_of_work(reason=given.reason):
            services.change_asset(asset, facts, actor=actor, version=given.version)
    except Conflict as conflict:
        db.session.expire_all()
        now = AssetShown.of(queries.get_for(actor, asset_id)).model_dump(mode="json")
        yours = {"version": given.version, "facts": given.facts}
        return problem(409, str(conflict), code=conflict.code, now=now, yours=yours)
    return AssetShown.of(queries.get_for(actor, asset_id))
