from pathlib import Path

from sqlalchemy import func, select

from app.inventory.models import Asset, Source, Vendor, VendorSpelling
from app.kernel import clock
from app.kernel.db import db
from app.organization.models import Facility
from app.reports.document import Letterhead
from app.seeding.walk.walk import Walk
from app.standards.models import Answer, Criterion

DATA = Path(__file__).parents[1] / "data"
COUNTS = {
    "rows of va_facilities.csv": 1999 + 18,
    "rows of Hospital_General_Information.csv": 5334,
    "rows of equipment_by_collection.csv": 2362,
    "rows of products.csv": 349,
    "regions": 18,
    "health systems in them": 122,
    "sites of these systems": 1999,
    "criteria of the second pack": 182,
    "answers from certificates": 12926,
    "products whose count of criteria met agrees": 349,
    "criteria of the third pack": 176,
    "answers of its filled-in example": 176,
    "answers that follow into the first pack": 2 * 340 + 349 + 3,
    "seats of the body": 5,
    "decisions on one retirement": 2,
}


def test_the_whole_chain_on_real_files(committed_app):
    with committed_app.app_context():
        walk = Walk(DATA, clock.now(), Letterhead("Real files", "USD", 1))
        counts = {step.what: step.count for step in walk.steps()}
        assert {what: counts[what] for what in COUNTS} == COUNTS
        assert counts["changes in one unbroken chain"] > 20_000
        _one_answer_serves_two_packs()
        _leading_zeros_are_kept()
        _spellings_are_kept_under_one_vendor()
        _the_report_shows_the_retirement(walk)


def _one_answer_serves_two_packs():
    """Audit (d)(2) gives a clock and some events, (g)(10) a launch; three more from the example."""
    rows = db.session.execute(
        select(Criterion.code, Answer.level, func.count())
        .join(Answer.criterion)
        .where(Answer.derived_from_id.is_not(None))
        .group_by(Criterion.code, Answer.level)
    )
    assert {(code, level): many for code, level, many in rows} == {
        ("PLT-20", 4): 340,
        ("ANA-03", 2): 340,
        ("VWR-04", 2): 349,
        ("STR-09", 2): 1,
        ("PLT-23", 1): 1,
        ("STR-13", 2): 1,
    }


def _leading_zeros_are_kept():
    first = db.session.scalars(select(Facility).where(Facility.code == "010005")).one()
    assert (first.name, first.city, first.state) == ("MARSHALL MEDICAL CENTER SOUTH", "BOAZ", "AL")


def _spellings_are_kept_under_one_vendor():
    spellings = select(VendorSpelling.spelling).join(Vendor).where(Vendor.name == "Siemens")
    assert len(db.session.scalars(spellings).all()) == 11
    written = select(func.count(Source.vendor_name.distinct()))
    assert db.session.scalar(written) == 128, "129 spellings in the file, one of them blank"
    assert db.session.scalar(select(func.count()).where(Asset.vendor_name == "GE MEDICAL S]STEMS"))


def _the_report_shows_the_retirement(walk):
    rows = [cell for table in walk.document.tables() for row in table.all_rows() for cell in row]
    assert any(walk.retirement.initiative in str(cell) for cell in rows)
    assert any(walk.retirement.asset in str(cell) for cell in rows)
    assert walk.retirement.retiring.number in rows
    assert walk.retirement.awarded in rows
    assert walk.retirement.released in rows
    assert "The proposal carried." in walk.retirement.retiring.sentences
