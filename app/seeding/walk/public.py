"""How the public files are brought in: the facts their columns hold, and the rows they have."""

from pathlib import Path

from app.inventory.facts.imports import SheetKind
from app.inventory.importing.mapping import Mapping
from app.seeding.sheets import Bringing

VETERANS = Mapping(
    columns=(
        ("station_number", "code"),
        ("name", "name"),
        ("official_name", "official_name"),
        ("parent_station", "system"),
    ),
    texts=(("region", "VISN-{visn}"),),
    keys=("code",),
)
HOSPITALS = Mapping(
    columns=(
        ("Provider ID", "code"),
        ("Hospital Name", "name"),
        ("City", "city"),
        ("State", "state"),
    ),
    keys=("code",),
)
EQUIPMENT = Mapping(
    columns=(
        ("modality", "modality"),
        ("manufacturer", "vendor_name"),
        ("model", "product"),
        ("first_study_date", "first_study_on"),
        ("last_study_date", "last_study_on"),
        ("body_parts", "body_parts"),
    ),
    texts=(
        ("name", "{modality} in {collection_id}"),
        ("notes", "{series_count} series, {study_count} studies, {size_gb} GB, {image_licences}"),
    ),
    keys=("name", "modality", "vendor_name", "product", "first_study_on"),
)
PRODUCTS = Mapping(
    columns=(
        ("product", "name"),
        ("developer", "vendor_name"),
        ("version", "product_version"),
        ("service_base_url_list", "service_base_url"),
    ),
    texts=(
        ("code", "CHPL-{chpl_id}"),
        ("certification", "{chpl_product_number}, {certification_status}"),
    ),
    keys=("code",),
)


def public_sheets(data: Path) -> tuple[Bringing, ...]:
    """The files as they are, in the order they are brought in."""
    return (
        _bringing(data / "va-facilities/va_facilities.csv", SheetKind.FACILITIES, VETERANS),
        _bringing(
            data / "cms-hospitals/Hospital_General_Information.csv",
            SheetKind.FACILITIES,
            HOSPITALS,
        ),
        _bringing(
            data / "idc-imaging-estate/equipment_by_collection.csv", SheetKind.SOURCES, EQUIPMENT
        ),
        _bringing(data / "chpl-products/products.csv", SheetKind.APPLICATIONS, PRODUCTS),
    )


def _bringing(path: Path, kind: SheetKind, mapping: Mapping) -> Bringing:
    return Bringing(path.name, path.read_bytes(), kind, f"Public file {path.name}", mapping)
