from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.scoring.knockout import Passage
from app.engine.scoring.status import FitStatus
from app.governance.models import DecisionStatus
from app.kernel import clock
from app.kernel.db import db
from app.kernel.duties import duties_of
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.matters import matters_of, matters_on
from app.kernel.permissions import Actor
from app.kernel.subjects import effect_of, kind_of, panels_for
from app.scoring.queries.scores import score_of
from app.scoring.services.explain import explain
from app.standards.facts import Subject
from app.standards.facts.waivers import WaiverStatus
from app.standards.jobs import keep_waivers_in_step
from app.standards.queries import waivers as queries
from app.standards.queries.catalog import get_pack
from app.standards.queries.subjects import profile_of
from app.standards.queries.waivers import Shown
from app.standards.services.packs import lead
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_decision, a_member
from tests.factories.inventory import a_viewer
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, criterion

pytestmark = pytest.mark.usefixtures("session")

ASSET, DEPARTMENT = Subject.ASSET, Subject.DEPARTMENT
WAIVE = "waive_for_asset"


really_now = clock.now


def later(days: int):
    return really_now().date() + timedelta(days=days)


def a_failing(subject=ASSET):
    """A thing that would be fit, were it not for one knock-out; with the pack and its criterion."""
    pack = a_pack(
        a_criterion("PLT-01", knock_out=True, test="platform_suitable", weight=1),
        a_criterion("PLT-03", weight=19),
    )
    lead(pack)
    thing = a_viewer(name="Lens") if subject is ASSET else a_department(name="Skin")
    answer(pack, subject, thing.id, PLT_01=0, PLT_03=4)
    return pack, thing


def terms(pack, **changed):
    owner = a_person(name="Nathan Cole")
    usual = {
        "criterion": str(criterion(get_pack(pack.id), "PLT-01").id),
        "ends_on": later(200).isoformat(),
        "control": "Exported every night.",
        "owner": owner.email,
    }
    return usual | changed


def granted(pack, thing, subject=ASSET, **changed):
    """Through a proposal, a ballot and a decision, as people do it."""
    said = {name: changed.pop(name) for name in ("body", "member") if name in changed}
    key = WAIVE if subject is ASSET else "waive_for_department"
    decision = a_decision(
        subject=(subject.key, thing.id), effects=[(key, terms(pack, **changed))], **said
    )
    return queries.under(decision.id)[-1]


def fit_of(pack, thing, subject=ASSET):
    db.session.expire_all()
    return score_of(pack, subject, thing.id).fit


def at(days: int) -> datetime:
    day = later(days)
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture
def move_clock(monkeypatch):
    """Goes to so many days from now."""

    def move(days: int) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: at(days))
        return at(days)

    return move


def test_a_decision_grants_a_waiver_and_the_fit_is_conditional():
    pack, lens = a_failing()
    assert fit_of(pack, lens) is FitStatus.NOT_FIT
    waiver = granted(pack, lens)
    assert (waiver.status, waiver.owner.name) == (WaiverStatus.IN_FORCE, "Nathan Cole")
    assert waiver.control == "Exported every night."
    assert waiver.returns_on == waiver.ends_on - timedelta(days=60)
    assert fit_of(pack, lens) is FitStatus.CONDITIONAL
    stored = score_of(pack, ASSET, lens.id)
    assert (stored.failing, stored.platform_suitable) == (0, Passage.WAIVED)
    own = explain(get_pack(pack.id), profile_of(ASSET, lens.id), on=clock.today())
    assert (own.status, own.knock_outs.waived) == (FitStatus.CONDITIONAL, ("PLT-01",))
    assert history_of("standards_waiver", waiver.id)[0].action.value == "created"


def test_a_department_can_have_one():
    pack, skin = a_failing(DEPARTMENT)
    before = fit_of(pack, skin, DEPARTMENT)
    waiver = granted(pack, skin, DEPARTMENT)
    assert before is FitStatus.NOT_FIT
    assert fit_of(pack, skin, DEPARTMENT) is not FitStatus.NOT_FIT
    assert kind_of("standards_waiver").title(waiver.id) == "Waiver of PLT-01 for Skin"


@pytest.mark.parametrize("subject", [ASSET, DEPARTMENT])
def test_the_preview_is_what_comes_true(subject):
    pack, thing = a_failing(subject)
    if subject is DEPARTMENT:
        viewer = a_viewer(department=thing)
        answer(pack, ASSET, viewer.id, PLT_01=4, PLT_03=4)
    key = WAIVE if subject is ASSET else "waive_for_department"
    shown = {one.label: one for one in effect_of(key).preview(thing.id, terms(pack))}
    assert shown["Fit"].before == fit_of(pack, thing, subject).value.replace("_", " ").capitalize()
    assert (shown["PLT-01"].before, shown["PLT-01"].after) == ("Fails", "Waived")
    waiver = granted(pack, thing, subject)
    after = fit_of(pack, thing, subject)
    assert shown["Fit"].after == after.value.replace("_", " ").capitalize()
    assert shown["Waived until"].after == waiver.ends_on.isoformat()
    assert shown["Before the body again from"].after == waiver.returns_on.isoformat()


def test_when_it_lapses_the_fit_flips_back(move_clock):
    pack, lens = a_failing()
    waiver = granted(pack, lens, ends_on=later(30).isoformat())
    last_day = move_clock(30)
    assert keep_waivers_in_step(last_day) == 0
    assert fit_of(pack, lens) is FitStatus.CONDITIONAL
    day_after = move_clock(31)
    assert keep_waivers_in_step(day_after) == 1
    assert keep_waivers_in_step(day_after) == 0
    assert fit_of(pack, lens) is FitStatus.NOT_FIT
    assert queries.get_waiver(waiver.id).status is WaiverStatus.LAPSED
    last = history_of("standards_waiver", waiver.id)[0]
    assert (last.reason, last.fields["status"]) == (
        "A waiver began or ended",
        ["in_force", "lapsed"],
    )


def test_no_late_sweep_keeps_it_alive(move_clock):
    pack, lens = a_failing()
    granted(pack, lens, ends_on=later(30).isoformat())
    move_clock(31)
    own = explain(get_pack(pack.id), profile_of(ASSET, lens.id), on=clock.today())
    assert own.status is FitStatus.NOT_FIT
    answer(pack, ASSET, lens.id, PLT_03=2)
    assert fit_of(pack, lens) is FitStatus.NOT_FIT


def test_it_returns_to_the_agenda_of_its_body_before_it_ends():
    pack, lens = a_failing()
    member = a_member()
    body = a_body(member)
    waiver = granted(pack, lens, body=body, member=member)
    key = f"waiver:{waiver.id}:end"
    early, due = later(200 - 61), later(200 - 60)
    assert key not in {one.key for one in matters_on(early)}
    matter = next(one for one in matters_of(body.id, due) if one.key == key)
    assert matter.due_on == waiver.ends_on
    assert "Renew the waiver of PLT-01 for Lens" in matter.sentence
    assert key not in {one.key for one in matters_of(a_body().id, due)}
    assert key not in {one.key for one in matters_on(later(201))}


def test_it_is_a_duty_of_who_answers_for_it():
    pack, lens = a_failing()
    waiver = granted(pack, lens, ends_on=later(40).isoformat())
    owed = duties_of(actor_of(waiver.owner), clock.now())
    assert [(one.key, one.due_at.date()) for one in owed] == [
        (f"waiver:{waiver.id}:end", later(41))
    ]
    assert duties_of(actor_of(a_person()), clock.now()) == []


def test_a_day_can_be_named_for_its_return():
    pack, lens = a_failing()
    waiver = granted(pack, lens, returns_on=later(20).isoformat())
    assert waiver.returns_on == later(20)


def test_renewing_takes_the_place_of_the_earlier():
    pack, lens = a_failing()
    first = granted(pack, lens)
    second = granted(pack, lens, ends_on=later(400).isoformat())
    db.session.expire_all()
    first, second = queries.get_waiver(first.id), queries.get_waiver(second.id)
    assert (first.status, first.ended_by_id) == (WaiverStatus.REPLACED, second.decision_id)
    assert second.status is WaiverStatus.IN_FORCE
    assert fit_of(pack, lens) is FitStatus.CONDITIONAL


def test_a_decision_revokes_it():
    pack, lens = a_failing()
    waiver = granted(pack, lens)
    shown = effect_of("revoke_waiver").preview(waiver.id, {})
    assert [(one.before, one.after) for one in shown] == [
        ("Conditional", "Not fit"),
        ("Waived", "Fails"),
    ]
    decision = a_decision(subject=("standards_waiver", waiver.id), effects=[("revoke_waiver", {})])
    assert queries.get_waiver(waiver.id).ended_by_id == decision.id
    assert fit_of(pack, lens) is FitStatus.NOT_FIT
    with pytest.raises(RuleBroken, match="is revoked already"):
        effect_of("revoke_waiver").check(waiver.id, {})
    assert effect_of("revoke_waiver").sentence(waiver.id, {}).startswith("Revoke the waiver of")
    with pytest.raises(NotFound):
        effect_of("revoke_waiver").check(0, {})
    with pytest.raises(NotFound):
        effect_of("revoke_waiver").check(None, {})


def test_it_ends_with_the_decision_it_stands_on():
    pack, lens = a_failing()
    waiver = granted(pack, lens)
    waiver.decision.status = DecisionStatus.SUPERSEDED
    db.session.commit()
    assert (
        explain(get_pack(pack.id), profile_of(ASSET, lens.id), on=clock.today()).status
        is FitStatus.NOT_FIT
    )
    assert keep_waivers_in_step(clock.now()) == 1
    assert queries.get_waiver(waiver.id).status is WaiverStatus.REVOKED
    assert fit_of(pack, lens) is FitStatus.NOT_FIT


def test_waivers_that_are_loaded_count_as_the_database_counts_them():
    """On the days around its ends, under another pack, and without its decision."""
    pack, lens = a_failing()
    waiver = granted(pack, lens, ends_on=later(30).isoformat())
    other = a_pack(a_criterion("PLT-01", knock_out=True))

    def counting(under, day):
        loaded = queries.of_subject(ASSET.key, lens.id)
        found = queries.counted_among(loaded, get_pack(under.id), day)
        assert found == queries.waived_for(get_pack(under.id), profile_of(ASSET, lens.id), day)
        return set(found)

    days = (later(-1), later(0), later(30), later(31))
    assert [counting(pack, day) for day in days] == [set(), {"PLT-01"}, {"PLT-01"}, set()]
    assert counting(other, later(0)) == set()
    waiver.decision.status = DecisionStatus.SUPERSEDED
    db.session.commit()
    assert counting(pack, later(0)) == set()


def test_one_that_begins_later_waits(move_clock):
    pack, lens = a_failing()
    decision = a_decision(
        subject=(ASSET.key, lens.id), effects=[(WAIVE, terms(pack))], effective_on=later(10)
    )
    waiver = queries.under(decision.id)[-1]
    assert (waiver.status, waiver.starts_on) == (WaiverStatus.WAITING, later(10))
    assert fit_of(pack, lens) is FitStatus.NOT_FIT
    assert keep_waivers_in_step(move_clock(10)) == 1
    assert fit_of(pack, lens) is FitStatus.CONDITIONAL


def test_it_holds_under_the_next_version_of_its_pack():
    pack, lens = a_failing()
    granted(pack, lens)
    newer = a_pack(
        a_criterion("PLT-01", knock_out=True),
        a_criterion("PLT-03", weight=19),
        code=pack.code,
        version="2",
    )
    answer(newer, ASSET, lens.id, PLT_01=0, PLT_03=4)
    assert fit_of(newer, lens) is FitStatus.CONDITIONAL
    other = a_pack(a_criterion("PLT-01", knock_out=True))
    answer(other, ASSET, lens.id, PLT_01=0)
    assert fit_of(other, lens) is FitStatus.NOT_FIT


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"criterion": "x"}, "Choose a criterion"),
        ({"ends_on": "soon"}, "write days as 2026-11-24"),
        ({"ends_on": "2020-01-01"}, "has to end after"),
        ({"ends_on": "2099-01-01"}, "within 2 years"),
        ({"returns_on": "2098-01-01"}, "cannot come back"),
        ({"control": " "}, "what makes up for the gap"),
        ({"owner": "nobody@example.org"}, "Nobody here has that address"),
    ],
)
def test_what_cannot_be_granted_is_refused(changed, why):
    pack, lens = a_failing()
    with pytest.raises(RuleBroken, match=why):
        effect_of(WAIVE).check(lens.id, terms(pack, **changed))


def test_nothing_is_waived_that_does_not_forbid():
    pack, lens = a_failing()
    plain = {"criterion": str(criterion(get_pack(pack.id), "PLT-03").id)}
    with pytest.raises(RuleBroken, match="PLT-03 forbids nothing"):
        effect_of(WAIVE).check(lens.id, terms(pack, **plain))
    answer(pack, ASSET, lens.id, PLT_01=4)
    with pytest.raises(RuleBroken, match="meets PLT-01"):
        effect_of(WAIVE).check(lens.id, terms(pack))
    with pytest.raises(NotFound):
        effect_of(WAIVE).check(None, terms(pack))


def test_only_knock_outs_are_offered():
    pack, _ = a_failing()
    offered = effect_of(WAIVE).fields[0].choices()
    assert offered == [
        (str(criterion(get_pack(pack.id), "PLT-01").id), "PLT-01 PLT-01 is in place.")
    ]


def test_the_list_shows_days_left(browse, query_budget):
    pack, lens = a_failing()
    granted(pack, lens, ends_on=later(40).isoformat())
    reader = browse(a_person())
    page = reader.get("standards.list_waivers")
    assert "41 days" in page.table.text
    assert "Ends soon" in page.table.text
    assert "Lens" in reader.get("standards.list_waivers", show="ending").table.text
    assert "No waiver here" in reader.get("standards.list_waivers", show="over").text
    assert "No waiver here" in reader.get("standards.list_waivers", show="waiting").text
    with query_budget(7):
        reader.get("standards.list_waivers", page=7)
    assert [*queries.counts(clock.today()).values()] == [1, 1, 0, 0]
    assert queries.page_of(Shown.OVER, 1, clock.today()) == []


def test_its_page_leads_on_to_renewal_and_revocation(browse):
    pack, lens = a_failing()
    waiver = granted(pack, lens)
    page = browse(a_person(Role.MEMBER)).get("standards.show_waiver", waiver_id=waiver.id)
    renew = next(a for a in page.select("a") if a.text == "Propose to renew")
    assert "Propose to revoke" in page.text
    form = browse(a_person(Role.MEMBER)).client.get(renew["href"]).text
    assert "Exported every night." in form
    assert "nathan" in form.lower() or waiver.owner.email in form
    seen = browse(a_person()).get("standards.show_waiver", waiver_id=waiver.id)
    assert "Propose" not in seen.text
    browse(a_person()).get("standards.show_waiver", waiver_id=0, status=404)


def test_pages_of_the_thing_and_of_the_decision_show_it(browse):
    pack, lens = a_failing()
    waiver = granted(pack, lens)
    reader = actor_of(a_person())
    assert "Waivers it granted or ended" in [
        one.title for one in panels_for("governance_decision", reader, waiver.decision_id)
    ]
    nobody = Actor(0, "Nobody")
    assert panels_for("inventory_asset", nobody, lens.id) == []
    assert panels_for("governance_decision", nobody, waiver.decision_id) == []
    page = browse(a_person()).get("inventory.show_asset", asset_id=lens.id)
    assert "Waivers" in [one.text for one in page.select("h3")]
    assert "201 days" in page.text
