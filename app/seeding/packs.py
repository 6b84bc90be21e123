"""A second pack of a sample with its cross-walk, and a new version that waits for a decision."""

from app.seeding.files import Folder
from app.standards.services.crosswalks import publish_crosswalk
from app.standards.services.packs import publish_file


def publish_more_packs(folder: Folder) -> int:
    """How many criteria they have."""
    baseline = publish_file(folder.content("security_baseline.toml"))
    publish_crosswalk(folder.content("imaging_to_security.toml"))
    revised = publish_file(folder.content("enterprise_imaging_2.toml"))
    return len(baseline.criteria) + len(revised.criteria)
