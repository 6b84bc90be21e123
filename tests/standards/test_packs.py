import pytest
from sqlalchemy import select

from app.audit.models import Change
from app.engine.scoring.answer import Axis, KnockOutTest
from app.engine.scoring.scale import Scale
from app.kernel.db import db
from app.kernel.errors import Conflict, NotFound
from app.standards.facts import Applies, When
from app.standards.importing import LARGEST, SHIPPED, PackRefused, read_pack
from app.standards.models import Criterion, Pack
from app.standards.queries import catalog
from app.standards.services import packs as services
from tests.factories.standards import a_criterion, a_pack, a_pack_file, criterion, the_shipped_pack

HEAD = """
[pack]
code = "own"
version = "1"
title = "Our own"
source = "Us"
licence = "Ours"
[[elements]]
code = "PLT"
title = "Platform"
weight = 10
"""
LINE = """
[[criteria]]
code = "PLT-01"
element = "PLT"
statement = "It is there."
scale = "YPN"
weight = 1
applies_to = ["SRC"]
"""


def faults_of(text):
    with pytest.raises(PackRefused) as refused:
        read_pack(text.encode())
    return refused.value.faults


def line(**changed):
    rows = [row for row in LINE.strip().splitlines() if row.split(" = ")[0] not in changed]
    return "\n".join([*rows, *(f"{name} = {value}" for name, value in changed.items() if value)])


def test_the_shipped_pack_has_seven_elements_and_115_criteria():
    file = read_pack(SHIPPED.read_bytes())
    assert len(file.criteria) == 115
    assert {one.code: one.weight for one in file.elements} == {
        "GOV": 15,
        "STR": 10,
        "PLT": 25,
        "CON": 15,
        "VWR": 15,
        "EXC": 10,
        "ANA": 10,
    }
    counts = [sum(one.element == code for one in file.criteria) for code in ["GOV", "STR", "PLT"]]
    assert counts == [14, 14, 26]
    assert {one.code for one in file.criteria if one.test is KnockOutTest.EHR_VIEWABLE} == {
        "VWR-01"
    }


def test_no_shipped_criterion_speaks_for_two_axes_and_both_are_spoken_for():
    by_axis = dict.fromkeys(Axis, 0)
    for one in read_pack(SHIPPED.read_bytes()).criteria:
        by_axis[one.axis] += 1
    assert by_axis[Axis.FUNCTIONAL] > 20
    assert by_axis[Axis.TECHNICAL] > 20


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"weight": "0"}, "criterion PLT-01: weight"),
        ({"scale": '"L9"'}, "criterion PLT-01: scale"),
        ({"colour": '"red"'}, "criterion PLT-01: colour"),
        ({"statement": None}, "criterion PLT-01: statement: Field required."),
        ({"applies_to": "[]"}, "criterion PLT-01: applies_to"),
        ({"element": '"GOV"'}, "criterion PLT-01: there is no element 'GOV'."),
        ({"scale": '"NUM"'}, "A measured criterion (NUM) needs a unit. A measured criterion"),
        ({"scale": '"NUM"', "unit": '"%"', "bands": "[1, 2, 2, 3]"}, "The bands must be rising."),
        (
            {"scale": '"NUM"', "unit": '"%"', "bands": "[1, 2, 3, 4]", "rising": "false"},
            "The bands must be falling.",
        ),
        ({"unit": '"%"'}, "Only a measured criterion (NUM) has bands and a unit."),
        ({"pass_level": "3"}, "Level 3 is not on the scale YPN."),
        ({"test": '"ehr_viewable"'}, "Only a knock-out belongs to a test or is narrowed."),
        ({"knock_out": "true", "knock_out_for": '["STO"]'}, "It knocks out STO and is not asked"),
    ],
)
def test_what_is_wrong_with_a_criterion_is_named(changed, fault):
    faults = faults_of(HEAD + line(**changed))
    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("this is not toml", "This is not a TOML file"),
        (HEAD, "The file needs tables 'criteria'."),
        (HEAD.replace("[pack]", "criteria = 3\n[pack]"), "The file needs tables 'criteria'."),
        (LINE, "The file needs a table 'pack'."),
        (HEAD + LINE + "[extra]\nx = 1", "There is no table called 'extra'."),
        ("criteria = [1]\nelements = [2]\npack = 3", "The file needs tables 'criteria'."),
        (HEAD + LINE + LINE, "criterion PLT-01: the code is used twice."),
    ],
)
def test_a_file_that_is_no_pack_is_refused(text, fault):
    assert any(fault in one for one in faults_of(text))


def test_a_file_that_is_no_text_or_too_long_is_refused():
    with pytest.raises(PackRefused, match="not a TOML file"):
        read_pack(b"\xff\xfe")
    with pytest.raises(PackRefused, match="at most"):
        read_pack(b" " * (LARGEST + 1))


def test_every_fault_is_named_at_once():
    text = HEAD.replace('version = "1"', "") + line(weight="0") + LINE.replace("-01", "-02 x")
    assert len(faults_of(text.replace('"YPN"', '"L9"'))) == 4


def test_a_pack_is_kept_as_it_was_read(session):
    pack = the_shipped_pack()
    assert len(pack.criteria) == 115
    rate = criterion(pack, "CON-16")
    assert (rate.bands, rate.is_rising, rate.scale) == ([2000, 990, 490, 100], False, Scale.NUM)
    assert criterion(pack, "PLT-09").knock_out_for == (Applies.STORAGE,)
    assert criterion(pack, "CON-11").knock_out_when is When.SENSITIVE
    assert criterion(pack, "PLT-09").pass_line == 3
    assert criterion(pack, "STR-06").pass_line == 1


def test_publishing_leaves_its_history(session):
    a_pack()
    kinds = set(db.session.scalars(select(Change.subject_type)))
    assert {"standards_pack", "standards_element", "standards_criterion"} <= kinds


def test_the_same_file_again_is_the_pack_that_is_there(session):
    first = services.publish(read_pack(SHIPPED.read_bytes()))
    assert services.publish(read_pack(SHIPPED.read_bytes())).id == first.id
    assert len(db.session.scalars(select(Criterion)).all()) == 115


def test_a_published_version_is_never_changed(session):
    a_pack(a_criterion("A-1"), code="own")
    with pytest.raises(Conflict, match="new version"):
        services.publish(a_pack_file(a_criterion("A-2"), code="own"))
    assert services.publish(a_pack_file(a_criterion("A-2"), code="own", version="2")).version == "2"


def test_one_pack_leads_and_it_is_the_first_until_another_is_chosen(session):
    first, second = a_pack(), a_pack()
    assert catalog.leading_pack().id == first.id
    services.lead(catalog.get_pack(second.id))
    db.session.commit()
    assert catalog.leading_pack().id == second.id
    assert db.session.scalars(select(Pack.id).where(Pack.is_leading)).all() == [second.id]


def test_what_is_not_there_is_not_found(session):
    for find in (catalog.get_pack, catalog.get_criterion):
        with pytest.raises(NotFound):
            find(999)
    with pytest.raises(NotFound):
        catalog.leading_pack()
    with pytest.raises(NotFound):
        catalog.element_of(catalog.get_pack(a_pack().id), "XXX")


def test_the_command_publishes_a_file_and_names_faults(app, session, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(HEAD + LINE)
    run = app.test_cli_runner().invoke
    assert run(args=["standards", "publish", str(own)]).output == (
        "Our own, version 1: 1 criteria.\n"
    )
    own.write_text(HEAD + line(weight="0"))
    refused = run(args=["standards", "publish", str(own)])
    assert refused.exit_code == 1
    assert "criterion PLT-01: weight" in refused.output
