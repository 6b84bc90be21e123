"""The sealed packet, and the verifier that shares no code with the application."""

import ast
import json
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from app.accounts.queries import actor_of
from app.engine.voting.ballot import BallotKind, Choice
from app.engine.voting.election import Method
from app.engine.voting.packet import PARTS
from app.engine.voting.receipt import in_signs
from app.governance.models import Aim
from app.governance.queries import ballots as queries
from app.governance.services import ballots as services
from app.governance.services.ballots import Terms
from app.kernel import clock
from app.kernel.db import db
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_secret_ballot,
    a_secretary,
    a_submitted_proposal,
    an_open_ballot,
    voted,
)
from tools import verify_packet

pytestmark = pytest.mark.usefixtures("session")
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN


def packet_of(ballot) -> bytes:
    return queries.packet_of(ballot.id).content.encode()


def a_packet(*choices, secret=False, **rule) -> bytes:
    people = [a_member() for _ in choices]
    make = a_secret_ballot if secret else an_open_ballot
    ballot = make(a_body(*people, **rule))
    pairs = [(one, choice) for one, choice in zip(people, choices, strict=True) if choice]
    return packet_of(a_closed_ballot(voted(ballot, *pairs)))


@pytest.mark.parametrize("secret", [False, True])
def test_a_packet_as_it_was_sealed_verifies(secret):
    packet = a_packet(A, A, R, X, secret=secret)
    assert verify_packet.faults_of(packet) == []


def test_the_verifier_runs_alone(tmp_path):
    path = tmp_path / "ballot.packet"
    path.write_bytes(a_packet(A, A, R))
    script = Path(verify_packet.__file__)
    receipt = verify_packet.receipts_in(path.read_bytes())[0]
    asked = [sys.executable, "-I", str(script), str(path), "--receipt", receipt]
    run = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert run.returncode == 0, run.stderr
    assert "Nothing was changed, and the count is right." in run.stdout
    path.write_bytes(path.read_bytes().replace(b'"approve":2', b'"approve":3'))
    run = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (run.returncode, run.stdout) == (1, "result: It is not what the head says it was.\n")


def test_the_verifier_is_short_and_needs_the_standard_library_alone():
    text = Path(verify_packet.__file__).read_text()
    tree = ast.parse(text)
    imported = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    imported |= {n.name for one in ast.walk(tree) if isinstance(one, ast.Import) for n in one.names}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(text.splitlines()) < 300


@pytest.mark.parametrize("secret", [False, True])
def test_any_changed_byte_is_found_and_its_part_named(secret):
    packet = a_packet(A, R, A, X, secret=secret)
    chance = Random(7)
    starts, place = [], 0
    for line in packet.split(b"\n"):
        starts.append(place)
        place += len(line) + 1
    for name, start, end in zip(("head", *PARTS), starts, starts[1:], strict=False):
        for place in {start, end - 2, *(chance.randrange(start, end - 1) for _ in range(25))}:
            other = chance.choice([one for one in range(256) if one not in (packet[place], 10)])
            changed = packet[:place] + bytes([other]) + packet[place + 1 :]
            named = {part for part, _ in verify_packet.faults_of(changed)}
            assert name in named, (name, place, other)
            if name != "head":
                assert named == {name}


def test_a_forger_who_makes_the_hashes_anew_is_caught_by_the_count_or_the_seal():
    packet = a_packet(A, A, R)
    lines = packet.split(b"\n")
    seal = verify_packet.digest(lines[0])
    result = json.loads(lines[1 + PARTS.index("result")])
    result["outcome"] = "rejected"
    forged = resealed(lines, "result", result)
    assert ("result", "It says outcome 'rejected'; counted again it is 'carried'.") in (
        verify_packet.faults_of(forged)
    )
    proposal = json.loads(lines[1])
    proposal["text"] = "We keep two viewers."
    forged = resealed(lines, "proposal", proposal)
    assert verify_packet.faults_of(forged) == []
    assert [part for part, _ in verify_packet.faults_of(forged, seal)] == ["head"]


def resealed(lines, name, part) -> bytes:
    lines = list(lines)
    lines[1 + PARTS.index(name)] = json.dumps(part, sort_keys=True, separators=(",", ":")).encode()
    head = json.loads(lines[0])
    head["parts"] = [
        [one, verify_packet.digest(line)] for one, line in zip(PARTS, lines[1:], strict=False)
    ]
    del head["check"]
    head["check"] = verify_packet.digest(verify_packet.as_sealed(head))
    lines[0] = verify_packet.as_sealed(head)
    return b"\n".join(lines)


def test_a_dropped_secret_paper_or_receipt_is_found():
    packet = a_packet(A, R, A, A, secret=True)
    lines = packet.split(b"\n")
    place = 1 + PARTS.index("ballots")
    for taken in ("papers", "receipts", "voted"):
        given = json.loads(lines[place])
        given[taken] = given[taken][1:]
        forged = resealed(lines, "ballots", given)
        assert "ballots" in {one for one, _ in verify_packet.faults_of(forged)}


def test_a_secret_packet_holds_each_receipt_once_and_no_way_from_seat_to_paper():
    people = [a_member() for _ in range(4)]
    ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, (A, R, A, X), strict=True))
    receipts = [one.receipt for one in ballot.participations]
    packet = packet_of(a_closed_ballot(ballot))
    assert sorted(verify_packet.receipts_in(packet)) == sorted(receipts)
    given = json.loads(packet.split(b"\n")[1 + PARTS.index("ballots")])
    assert given["papers"] == sorted(given["papers"])
    assert given["receipts"] == sorted(given["receipts"])
    assert set(given) == {"papers", "receipts", "voted"}


def test_closing_again_writes_no_second_packet():
    member = a_member()
    ballot = a_closed_ballot(voted(an_open_ballot(a_body(member)), (member, A)))
    first = packet_of(ballot)
    a_closed_ballot(ballot)
    assert packet_of(ballot) == first


RULES = [
    {},
    {"carry_share": "two_thirds"},
    {"carry_share": "other", "carry_other": "3/5", "denominator": "present"},
    {"denominator": "entire_membership"},
    {"quorum_basis": "count", "quorum_count": 2},
    {"quorum_basis": "fraction_excl_recused"},
    {"recused_in_quorum": True, "vacant_in_membership": False},
    {"tie_result": "chair_casts"},
    {"chair_votes": "tie_only", "tie_result": "chair_casts"},
    {"chair_votes": "never"},
]


METHODS = (Method.QUESTION, Method.QUESTION, Method.APPROVAL, Method.RANKED, Method.POINTS)
MARKS = {
    Method.APPROVAL: ({0: 1}, {1: 1, 2: 1}, {2: 1}, {}),
    Method.RANKED: ({0: 1, 1: 2}, {1: 1, 2: 2, 0: 3}, {2: 1}, {}),
    Method.POINTS: ({0: 6, 1: 4}, {1: 9}, {2: 10}, {}),
}


def an_election(body, method, chance, *, secret):
    """Opened on a proposal that chooses among three."""
    proposal = a_submitted_proposal(body)
    proposal.method, proposal.options = method, ("Alpha", "Beta", "Gamma")
    proposal.places = chance.choice((1, 2))
    db.session.commit()
    ballot = services.open_ballot(
        proposal,
        actor=a_secretary(),
        closes_at=clock.now() + timedelta(hours=1),
        at=clock.now(),
        terms=Terms(kind=BallotKind.SECRET if secret else None),
    )
    db.session.commit()
    return queries.lock(ballot.id)


def a_ballot_at_random(method, chance):
    people = [a_member() for _ in range(chance.randint(3, 6))]
    body, secret = a_body(*people), chance.random() < 0.5
    if method is Method.QUESTION:
        ballot = (a_secret_ballot if secret else an_open_ballot)(body)
    else:
        ballot = an_election(body, method, chance, secret=secret)
    if chance.random() < 0.3:
        aside = actor_of(people.pop())
        services.recuse(ballot, actor=aside, reason="A relative.", at=clock.now())
    for one in people:
        said = {"actor": actor_of(one), "at": clock.now()}
        if method is Method.QUESTION:
            services.cast_vote(ballot, choice=chance.choice((A, A, R, X)), **said)
        else:
            services.cast_paper(ballot, marks=chance.choice(MARKS[method]), **said)
    db.session.commit()
    return queries.lock(ballot.id)


def other(value, chance):
    """The same part, changed in one place."""
    if isinstance(value, dict) and value:
        key = chance.choice(sorted(value))
        return value | {key: other(value[key], chance)}
    if isinstance(value, list) and value:
        place = chance.randrange(len(value))
        return [*value[:place], other(value[place], chance), *value[place + 1 :]]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return f"{value}x" if isinstance(value, str) else "x"


@pytest.mark.parametrize("number", range(200))
def test_packets_of_all_kinds_verify_and_name_what_was_changed(number):
    """Two hundred ballots by name and in secret, questions and elections, some stepping aside."""
    chance = Random(number)
    packet = packet_of(a_closed_ballot(a_ballot_at_random(METHODS[number % 5], chance)))
    assert verify_packet.faults_of(packet) == []
    lines = packet.split(b"\n")
    place = chance.randrange(len(PARTS))
    part = json.loads(lines[1 + place])
    changed = other(part, chance) if part else ["x"]
    lines[1 + place] = json.dumps(changed, sort_keys=True, separators=(",", ":")).encode()
    named = [one for one, _ in verify_packet.faults_of(b"\n".join(lines))]
    assert named == [PARTS[place]]


def test_a_receipt_of_a_secret_vote_fits_every_way_of_voting():
    """The same box with the ways handed round: nothing but chance tells the packets apart."""

    def seen(*ways):
        people = [a_member(name=f"Member {one}") for one in range(4)]
        ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, ways, strict=True))
        receipts = [one.receipt for one in ballot.participations]
        given = json.loads(
            packet_of(a_closed_ballot(ballot)).split(b"\n")[1 + PARTS.index("ballots")]
        )
        assert given["receipts"] == sorted(receipts)
        assert len(given["voted"]) == len(given["receipts"]) == len(given["papers"])
        for receipt in receipts:  # no hash of a seat, a way or both gives it
            for seat in given["voted"]:
                tried = [
                    in_signs(sha256(f"{one}".encode()).digest()[:16])
                    for one in (
                        seat,
                        f"{ballot.id}/{seat}",
                        *(f"{ballot.id}/{seat}/{way}" for way in Choice),
                    )
                ]
                assert receipt not in tried
        return given["papers"], len(set(receipts))

    assert seen(A, R, A, X) == seen(X, A, R, A) == seen(R, A, X, A)


@pytest.mark.parametrize("number", range(40))
def test_packets_of_bodies_at_random_are_counted_alike(number):
    """Forty bodies against the other code here; see the engine's test for thousands of counts."""
    chance = Random(number)
    rule = RULES[number % len(RULES)]
    people = [a_member() for _ in range(chance.randint(3, 7))]
    has_chair = "chair_votes" in rule or "tie_result" in rule
    body = a_body(*people[1:], chair=people[0], **rule) if has_chair else a_body(*people, **rule)
    secret = not has_chair and chance.random() < 0.4
    terms = Terms(aim=chance.choice(list(Aim)))
    ballot = a_secret_ballot(body) if secret else an_open_ballot(body, terms=terms)
    able = people[1:] if rule.get("chair_votes") == "never" else people
    ways = [(one, chance.choice((A, A, R, X, None))) for one in able]
    ballot = voted(ballot, *[(one, way) for one, way in ways if way])
    packet = packet_of(a_closed_ballot(ballot))
    assert verify_packet.faults_of(packet) == []


def test_a_member_downloads_the_packet_and_a_stranger_does_not(sign_in):
    member = a_member()
    ballot = a_closed_ballot(voted(an_open_ballot(a_body(member)), (member, A)))
    db.session.commit()
    address = f"/governance/ballots/{ballot.id}/packet"
    answer = sign_in(member).get(address)
    assert answer.status_code == 200
    assert verify_packet.faults_of(answer.data) == []
    assert sign_in(a_member()).get(address).status_code == 404
