from datetime import date

import pytest

from app.engine.paths.check import Soundness
from app.engine.paths.steps import LinkCode, Path, Verdict
from app.kernel import clock
from app.kernel.db import db
from app.scoring.services.paths import follow
from tests.factories.inventory import a_source, a_storage, an_application, an_interface
from tests.factories.organization import a_department

pytestmark = pytest.mark.usefixtures("session")


def today():
    return clock.today()


def whole(archive, **given):
    """A skin camera whose images reach the record by notice."""
    usual = {
        "workflow": "encounter",
        "last_verified_on": today().isoformat(),
        "encounter_id_recorded": "yes",
        "patient_id_entry": "ehr_context_launch",
        "body_part_coding": "anatomic_region_seq_coded",
        "storage_protocol": "stow_rs",
        "storage_commitment": "used",
        "destination_kind": "storage",
        "destination": archive.code,
        "ehr_indexed": "imaging_tab",
        "ehr_viewable": "enterprise_viewer",
        "exceptions_worked": "live",
        "exceptions_owner": "Imaging desk",
        "exceptions_hours": "24",
    }
    return a_source(**usual | given)


def an_archive(**given):
    return a_storage(**{"patient_merge_from_adt": "yes", "iocm_supported": "yes"} | given)


def a_record(**given):
    usual = {"category": "ehr", "last_verified_on": today().isoformat()}
    return an_application(**usual | {"accepts_unsolicited_results": "yes"} | given)


def wired(archive, record, **given):
    usual = {"status": "live", "evidence_on": today().isoformat()}
    an_interface(record, archive, carries="sends_patients", **usual)
    an_interface(archive, record, carries="notifies", **usual | given)


def by_code(followed):
    return {link.code: link for link in followed.links}


def test_a_whole_path_is_supported():
    archive, record = an_archive(), a_record()
    wired(archive, record)
    found = follow(whole(archive).id, on=today())
    assert found.check.verdict is Verdict.SUPPORTED
    assert found.check.taken == (Path.NOTICE,)
    assert found.first_break is None
    assert by_code(found)[LinkCode.NOTIFIED].shown_by.startswith("interface INT-")


def test_only_a_source_has_a_path():
    assert follow(an_archive().id, on=today()) is None


def test_without_a_workflow_nothing_can_be_followed():
    found = follow(a_source().id, on=today())
    assert not found.says_how_capture_begins
    assert found.check.verdict is Verdict.UNDETERMINED
    none = follow(a_source(workflow="none").id, on=today())
    assert none.check.verdict is Verdict.NOT_APPLICABLE
    assert none.links == ()


@pytest.mark.parametrize(
    ("facts", "code", "how"),
    [
        ({"patient_id_entry": "manual", "worklist": "dicom_mwl"}, "L04", Soundness.BROKEN),
        ({"patient_id_entry": None, "worklist": "vendor_specific"}, "L04", Soundness.PARTIAL),
        ({"patient_id_entry": None, "worklist": "ups_rs"}, "L04", Soundness.HOLDS),
        ({"patient_id_entry": None}, "L04", Soundness.UNKNOWN),
        ({"encounter_id_recorded": None}, "L03", Soundness.UNKNOWN),
        ({"encounter_id_recorded": "no", "accession_source": "device"}, "L03", Soundness.BROKEN),
        ({"accession_source": "ei_platform"}, "L03", Soundness.HOLDS),
        ({"accession_source": "ris"}, "L03", Soundness.HOLDS),
        ({"workflow": "order", "accession_source": "ei_platform"}, "L03", Soundness.BROKEN),
        ({"body_part_coding": "free_text"}, "L05", Soundness.BROKEN),
        ({"body_part_coding": None}, "L05", Soundness.UNKNOWN),
        ({"storage_protocol": "file_drop"}, "L06", Soundness.PARTIAL),
        ({"storage_protocol": None}, "L06", Soundness.UNKNOWN),
        ({"destination_kind": "paper", "destination": None}, "L06", Soundness.BROKEN),
        ({"storage_commitment": "supported"}, "L07", Soundness.PARTIAL),
        ({"ehr_indexed": "document"}, "L12", Soundness.PARTIAL),
        ({"ehr_viewable": "launch_separate"}, "L13", Soundness.BROKEN),
        ({"exceptions_worked": None}, "L15", Soundness.UNKNOWN),
        ({"exceptions_worked": "planned"}, "L15", Soundness.BROKEN),
        ({"exceptions_owner": None}, "L15", Soundness.PARTIAL),
        ({"exceptions_hours": None}, "L15", Soundness.PARTIAL),
        (
            {"exceptions_worked": None, "identity_mismatch_percent": "0.1"},
            "L15",
            Soundness.PARTIAL,
        ),
        ({"last_verified_on": "2019-01-01"}, "L13", Soundness.PARTIAL),
    ],
)
def test_a_fact_of_the_source_shows_a_link(facts, code, how):
    archive, record = an_archive(), a_record()
    wired(archive, record)
    found = follow(whole(archive, **facts).id, on=today())
    assert by_code(found)[LinkCode(code)].how is how


@pytest.mark.parametrize(
    ("facts", "how"),
    [
        ({"report_type": "note"}, Soundness.HOLDS),
        ({"report_type": "none"}, Soundness.BROKEN),
        ({"interpreted_by": "none"}, Soundness.HOLDS),
        ({}, Soundness.UNKNOWN),
    ],
)
def test_diagnostic_images_need_a_report(facts, how):
    found = follow(whole(an_archive(), content_intent="diagnostic", **facts).id, on=today())
    assert by_code(found)[LinkCode.REPORTED].how is how


def test_what_can_be_billed_needs_a_charge():
    found = follow(whole(an_archive(), billable="yes_global").id, on=today())
    assert by_code(found)[LinkCode.CHARGED].how is Soundness.UNKNOWN
    assert LinkCode.CHARGED not in by_code(follow(whole(an_archive()).id, on=today()))


@pytest.mark.parametrize(
    ("merge", "iocm", "how"),
    [
        ("yes", "yes", Soundness.HOLDS),
        ("yes", "no", Soundness.PARTIAL),
        ("no", "no", Soundness.BROKEN),
        ("yes", None, Soundness.UNKNOWN),
    ],
)
def test_the_archive_corrects(merge, iocm, how):
    archive = an_archive(patient_merge_from_adt=merge, iocm_supported=iocm)
    assert by_code(follow(whole(archive).id, on=today()))[LinkCode.CORRECTED].how is how


def test_the_record_decides_what_it_takes_and_makes():
    archive = an_archive(tag_morphing="yes")
    a_record(accepts_unsolicited_results="no", creates_orders_on_demand="yes")
    links = by_code(follow(whole(archive).id, on=today()))
    assert links[LinkCode.UNSOLICITED].how is Soundness.BROKEN
    assert links[LinkCode.ORDER_MADE].how is Soundness.HOLDS
    assert links[LinkCode.RELABELED].how is Soundness.HOLDS


def test_the_furthest_interface_speaks_and_one_that_is_missing_is_unknown():
    archive, record = an_archive(), a_record()
    source = whole(archive)
    assert by_code(follow(source.id, on=today()))[LinkCode.NOTIFIED].how is Soundness.UNKNOWN
    an_interface(source, record, carries="notifies", status="planned")
    assert by_code(follow(source.id, on=today()))[LinkCode.NOTIFIED].how is Soundness.BROKEN
    an_interface(archive, record, carries="notifies", status="tested")
    assert by_code(follow(source.id, on=today()))[LinkCode.NOTIFIED].how is Soundness.PARTIAL


def test_an_interface_to_the_archive_speaks_before_the_protocol():
    archive = an_archive()
    source = whole(archive)
    an_interface(source, archive, carries="sends_images", status="built")
    link = by_code(follow(source.id, on=today()))[LinkCode.STORED]
    assert link.how is Soundness.PARTIAL
    assert link.evidence_on is None


def test_orders_are_built_in_the_department():
    ready = a_department(order_build_exists="yes", procedure_dictionary="yes")
    half = a_department(order_build_exists="yes", procedure_dictionary="no")
    hows = [
        by_code(follow(whole(an_archive(), workflow="order", department=one).id, on=today()))[
            LinkCode.DICTIONARY
        ].how
        for one in (ready, half)
    ]
    assert hows == [Soundness.HOLDS, Soundness.BROKEN]
    alone = follow(whole(an_archive(), workflow="mixed").id, on=today())
    assert by_code(alone)[LinkCode.DICTIONARY].how is Soundness.UNKNOWN
    assert len(alone.check.reports) == 3


def test_evidence_is_as_old_as_the_last_look_at_the_facts():
    archive = an_archive()
    source = whole(archive, last_verified_on="2026-01-01")
    link = by_code(follow(source.id, on=date(2026, 6, 1)))[LinkCode.VIEWED]
    assert (link.evidence_on, link.how) == (date(2026, 1, 1), Soundness.HOLDS)
    assert by_code(follow(source.id, on=date(2029, 1, 1)))[LinkCode.VIEWED].how is Soundness.PARTIAL
    db.session.rollback()
