import pytest

from app.accounts.roles import Role
from app.engine.paths.check import Soundness
from app.engine.paths.stages import Stage
from app.kernel import clock
from app.scoring.services.paths import department_path, department_paths
from tests.factories.accounts import a_person
from tests.factories.inventory import a_storage, an_application, an_interface
from tests.factories.organization import a_department
from tests.scoring.test_paths import whole

pytestmark = pytest.mark.usefixtures("session")


def an_estate(access="dimse;dicomweb", **statuses):
    """An archive with its exchange and its analysis, live unless said otherwise."""
    archive = a_storage(
        access_interfaces=access, patient_merge_from_adt="yes", iocm_supported="yes"
    )
    for category in ("img_exchange", "analytics"):
        status = statuses.get(category, "live")
        an_interface(
            archive,
            an_application(category=category),
            status=status,
            evidence_on=clock.today().isoformat(),
        )
    return archive


def followed(archive, **facts):
    department = a_department(name="Skin")
    whole(archive, department=department)
    whole(archive, department=department, **facts)
    return department_path(department.id, on=clock.today())


ON_DEVICE = {"destination_kind": "local_device", "destination": None}
PLANTED = [
    ({}, {}, ()),
    ({"patient_id_entry": "manual"}, {}, (Stage.CAPTURE,)),
    ({"workflow": "none"}, {}, (Stage.CAPTURE,)),
    ({"ehr_indexed": "no"}, {}, (Stage.INDEX,)),
    (ON_DEVICE, {}, (Stage.STORE,)),
    ({}, {"access": "vendor_api"}, (Stage.DISTRIBUTE,)),
    ({"ehr_viewable": "launch_separate"}, {}, (Stage.VIEW,)),
    ({}, {"img_exchange": "planned"}, (Stage.EXCHANGE,)),
    ({}, {"analytics": "none"}, (Stage.ANALYZE,)),
    (
        {"ehr_indexed": "no", "ehr_viewable": "no"},
        {"access": "nfs_smb", "img_exchange": "none"},
        (Stage.INDEX, Stage.DISTRIBUTE, Stage.VIEW, Stage.EXCHANGE),
    ),
]


@pytest.mark.parametrize(("facts", "estate", "broken"), PLANTED)
def test_of_ten_departments_every_planted_break_is_found_and_none_invented(facts, estate, broken):
    path = followed(an_estate(**estate), **facts)
    assert path.broken == broken
    assert (path.first_break.stage if path.first_break else None) == (broken[0] if broken else None)


def test_the_first_break_is_told_in_words():
    assert followed(an_estate(), **ON_DEVICE).sentence.startswith("Images stay on the device (")
    assert followed(an_estate(), ehr_indexed="no").sentence.startswith("Not listed in the chart")
    assert followed(an_estate()).sentence == "Whole from capture to analysis."


def test_what_hangs_on_the_archive_waits_for_it():
    department = a_department()
    whole(an_estate(), department=department, **ON_DEVICE)
    stages = {one.stage: one for one in department_path(department.id, on=clock.today()).stages}
    assert stages[Stage.DISTRIBUTE].how is Soundness.UNKNOWN
    assert stages[Stage.EXCHANGE].how is Soundness.UNKNOWN


def test_what_nobody_has_said_is_not_known():
    archive = a_storage()
    path = followed(archive, workflow=None, patient_id_entry=None)
    how = {one.stage: one.how for one in path.stages}
    assert how[Stage.CAPTURE] is Soundness.UNKNOWN
    assert how[Stage.DISTRIBUTE] is Soundness.UNKNOWN
    assert how[Stage.ANALYZE] is Soundness.UNKNOWN
    unsaid = followed(archive, workflow=None)
    assert unsaid.stages[0].sources[1][1].says == "nobody has said how capture begins"


def test_many_departments_take_few_queries(query_budget):
    departments = [a_department() for _ in range(4)]
    for department in departments:
        archive = an_estate()
        for _ in range(3):
            whole(archive, department=department)
    with query_budget(8):
        paths = department_paths([one.id for one in departments], on=clock.today())
    assert {len(path.stages[0].sources) for path in paths.values()} == {3}


def test_the_pages_name_the_break(browse):
    department = a_department(name="Skin")
    whole(an_estate(), department=department, name="Camera", **ON_DEVICE)
    reader = browse(a_person())
    listed = reader.get("scoring.list_paths")
    assert "1 of 1 departments have a known break" in listed.text
    assert "Images stay on the device (Camera)." in listed.table.text
    page = reader.get("scoring.show_department_path", department_id=department.id)
    assert "First break" in page.select_one(".path__link--first").text
    assert "Images stay on the device" in page.text
    record = browse(a_person(Role.PLANNER)).get(
        "organization.show_department", department_id=department.id
    )
    assert "Images stay on the device (Camera)." in record.text
    empty = a_department()
    assert (
        "No source yet" in reader.get("scoring.show_department_path", department_id=empty.id).text
    )
