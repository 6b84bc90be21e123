"""Check the sealed packet of a ballot without Isocenter.

    python verify_packet.py FILE [--seal HASH] [--receipt CODE]

It needs Python alone and shares no code with the application. It names each part that was changed,
counts the ballots again by the rule in the packet, and says whether a receipt is among them.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

PARTS = [
    "proposal",
    "papers",
    "rule",
    "roll",
    "ballots",
    "consequences",
    "ledger",
    "result",
    "history",
]
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
Json = Any
Faults = list[tuple[str, str]]


def digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def faults_of(content: bytes, seal: str | None = None) -> Faults:
    """What is wrong, as pairs of a part and a sentence; empty for a packet as it was sealed."""
    lines = content.split(b"\n")
    head, found = read_head(lines[0])
    if seal is not None and digest(lines[0]) != seal.strip().lower():
        found.append(("head", "The head does not have this seal."))
    hashes = dict(head)
    for place, name in enumerate(PARTS, start=1):
        line = lines[place] if place < len(lines) else b""
        if digest(line) != hashes.get(name):
            found.append((name, "It is not what the head says it was."))
    if lines[len(PARTS) + 1 :] != [b""]:
        found.append(("end", "There is more or less after the last part than a line end."))
    return found or recount_faults(dict(zip(PARTS, map(json.loads, lines[1:]), strict=False)))


def as_sealed(head: Json) -> bytes:
    return json.dumps(head, sort_keys=True, separators=(",", ":")).encode()


def read_head(line: bytes) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    try:
        head = json.loads(line)
        pairs = [(str(name), str(own)) for name, own in head["parts"]]
        written = as_sealed(head)
        check = head.pop("check")
    except (ValueError, TypeError, KeyError, RecursionError):
        return [], [("head", "It cannot be read.")]
    wrong = []
    if head.get("format") != "isocenter-packet/1" or [name for name, _ in pairs] != PARTS:
        wrong.append(("head", "It does not name the parts of this kind of packet."))
    if written != line or check != digest(as_sealed(head)):
        wrong.append(("head", "It is not written as it was sealed."))
    return pairs, wrong


def recount_faults(parts: dict[str, Json]) -> Faults:
    """Only reached when every hash fits: whoever made the hashes may still have lied."""
    try:
        return list(recount(parts))
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as fault:
        return [("result", f"It cannot be counted again: {fault!r}.")]


def recount(parts: dict[str, Json]) -> Faults:
    rule, roll, said = parts["rule"], parts["roll"], parts["result"]
    voters = [
        s for s in roll if s["is_voting"] and not (s["is_chair"] and rule["chair_votes"] == "never")
    ]
    found, counts, casting = count_papers(parts, voters)
    unopened = rule["ballot_kind"] == "secret" and sum(counts.values()) < 3
    if unopened:
        counts = Counter()
    if casting:
        counts[casting] += 1
    quorum = quorum_of(rule, voters)
    present = sum(s["attendance"] != "absent" and not s["is_recused"] for s in voters)
    base = {
        "votes_cast": counts["approve"] + counts["reject"],
        "present": present,
        "entire_membership": members(rule, voters),
    }[rule["denominator"]]
    carry = (rule["carry_part"], rule["carry_whole"])
    needed = least(carry, base, more_than=rule["carry_more_than"])
    groups = sorted(set(rule["quorum_groups"]) - {s["group"] for s in filling(rule, voters)})
    enough = quorum["have"] >= quorum["needed"] and not groups
    carried = counts["approve"] >= needed
    if parts["proposal"]["method"] != "question":
        chosen = [] if unopened or not enough else choose(parts["proposal"], marks_in(parts))
        carried = bool(chosen)
        if chosen != said["chosen"]:
            found.append(("result", f"Counted again, chosen: {', '.join(chosen) or 'none'}."))
    outcome = "inquorate" if unopened or not enough else "carried" if carried else "rejected"
    mine = {
        "approve": counts["approve"],
        "reject": counts["reject"],
        "abstain": counts["abstain"],
        "recused": sum(s["is_recused"] for s in voters),
        "casting": casting,
        "quorum": quorum,
        "passage": {"base": base, "needed": needed, "have": counts["approve"]},
        "missing_groups": groups,
        "outcome": outcome,
    }
    return found + [
        ("result", f"It says {name} {said[name]!r}; counted again it is {value!r}.")
        for name, value in mine.items()
        if said[name] != value
    ]


def count_papers(
    parts: dict[str, Json], voters: list[Json]
) -> tuple[Faults, Counter[str], str | None]:
    rule, given = parts["rule"], parts["ballots"]
    able = {s["seat"]: s for s in voters if not s["is_vacant"] and not s["is_recused"]}
    if rule["ballot_kind"] == "show_of_hands":
        return [], Counter(given["hands"]), None
    if rule["ballot_kind"] == "secret":
        question = parts["proposal"]["method"] == "question"
        ways = (p if question else "approve" if p else "abstain" for p in given["papers"])
        return box_faults(given, able), Counter(ways), None
    cast = {one["seat"]: one["choice"] for one in given["votes"]}
    chair = next((seat for seat, s in able.items() if s["is_chair"]), None)
    reserved = chair if rule["chair_votes"] == "tie_only" else None
    counts = Counter(way for seat, way in cast.items() if seat != reserved)
    tied = counts["approve"] == counts["reject"] > 0 and rule["tie_result"] == "chair_casts"
    casting = cast.get(chair) if tied and cast.get(chair) in ("approve", "reject") else None
    return vote_faults(given, able), counts, casting


def box_faults(given: Json, able: dict[int, Json]) -> Faults:
    papers, receipts, voted = given["papers"], given["receipts"], given["voted"]
    wrong = {
        "There is not one paper and one receipt for each seat that voted.": (
            len(receipts) != len(voted) or len(papers) not in (0, len(voted))
        ),
        "A seat or a receipt stands there twice.": (
            len(set(receipts)) != len(receipts) or len(set(voted)) != len(voted)
        ),
        "A seat voted that has no vote on the roll.": not set(voted) <= set(able),
        "The papers are not sorted; their order may tell something.": papers != sorted(papers),
    }
    return [("ballots", sentence) for sentence, holds in wrong.items() if holds]


def vote_faults(given: Json, able: dict[int, Json]) -> Faults:
    seats = [one["seat"] for one in given["votes"]]
    twice = len(set(seats)) != len(seats) or not set(seats) <= set(able)
    found = [("ballots", "A seat voted twice, or has no vote on the roll.")] if twice else []
    return found + [
        ("ballots", f"The receipt of seat {one['seat']} does not fit its vote.")
        for one in given["votes"]
        if one["receipt"] != receipt_of(given["ballot"], one)
    ]


def receipt_of(ballot: int, vote: Json) -> str:
    at = datetime.fromisoformat(vote["cast_at"]).astimezone(UTC).isoformat()
    own = hashlib.sha256(f"{ballot}/{vote['seat']}/{vote['choice']}/{at}".encode()).digest()[:8]
    code = "".join(SIGNS[byte % 32] for byte in own)
    return f"{code[:4]}-{code[4:]}"


def members(rule: Json, voters: list[Json]) -> int:
    return sum(rule["vacant_in_membership"] or not s["is_vacant"] for s in voters)


def filling(rule: Json, voters: list[Json]) -> list[Json]:
    kinds = ("present", "by_proxy") if rule["proxies_in_quorum"] else ("present",)
    return [
        s
        for s in voters
        if s["fills_quorum"]
        and s["attendance"] in kinds
        and (rule["recused_in_quorum"] or not s["is_recused"])
    ]


def quorum_of(rule: Json, voters: list[Json]) -> Json:
    counted = [s for s in voters if s["fills_quorum"]]
    base = members(rule, counted)
    if rule["quorum_basis"] == "fraction_excl_recused":
        base -= sum(s["is_recused"] for s in counted)
    share = (rule["quorum_part"], rule["quorum_whole"])
    needed = least(share, base, more_than=rule["quorum_more_than"])
    if rule["quorum_basis"] == "count":
        needed = rule["quorum_count"]
    return {"base": base, "needed": needed, "have": len(filling(rule, voters))}


def least(share: tuple[int, int], base: int, *, more_than: bool) -> int:
    """The smallest whole number that is more than, or at least, this share of the base."""
    part, whole = share
    number = 1
    while number * whole < part * base or (more_than and number * whole == part * base):
        number += 1
    return number


def marks_in(parts: dict[str, Json]) -> list[dict[int, int]]:
    given = parts["ballots"]
    if "papers" in given:
        pairs = [[one.split(":") for one in paper.split(",") if one] for paper in given["papers"]]
        return [{int(option): int(mark) for option, mark in paper} for paper in pairs]
    return [
        {int(option): mark for option, mark in (one["marks"] or {}).items()}
        for one in given["votes"]
    ]


def choose(about: Json, papers: list[dict[int, int]]) -> list[str]:
    names, places = about["options"], about["places"]
    lots = [hashlib.sha256(f"{about['seed']}/{name}".encode()).hexdigest() for name in names]
    if about["method"] == "ranked":
        return [names[one] for one in transfer(lots, places, [p for p in papers if p])]
    sums = [sum(paper.get(one, 0) for paper in papers) for one in range(len(names))]
    order = sorted(range(len(names)), key=lambda one: (-sums[one], lots[one]))
    return [names[one] for one in order[:places] if sums[one]]


def transfer(lots: list[str], places: int, papers: list[dict[int, int]]) -> list[int]:
    """The single transferable vote, each paper as its order and its weight."""
    ranked = [(sorted(paper, key=paper.__getitem__), Fraction(1)) for paper in papers]
    quota = len(ranked) // (places + 1) + 1
    running, chosen = set(range(len(lots))), list[int]()
    past: list[dict[int, Fraction]] = []

    def strength(one: int) -> tuple[list[Fraction], str]:
        return [then[one] for then in past], lots[one]

    while len(chosen) < places:
        tops = [next((one for one in order if one in running), None) for order, _ in ranked]
        have = dict.fromkeys(running, Fraction(0))
        for top, (_, weight) in zip(tops, ranked, strict=True):
            have |= {top: have[top] + weight} if top is not None else {}
        past.insert(0, have)
        wanted = sorted((o for o in running if have[o]), key=strength, reverse=True)
        if not wanted or (have[wanted[0]] < quota and len(wanted) <= places - len(chosen)):
            return chosen + wanted
        gone = wanted[0] if have[wanted[0]] >= quota else min(running, key=strength)
        if have[gone] >= quota:
            chosen.append(gone)
            left = (have[gone] - quota) / have[gone]
            pairs = zip(tops, ranked, strict=True)
            ranked = [(order, w * left if top == gone else w) for top, (order, w) in pairs]
        running.remove(gone)
    return chosen


def receipts_in(content: bytes) -> list[str]:
    given = json.loads(content.split(b"\n")[1 + PARTS.index("ballots")])
    return list(given.get("receipts", ())) + [one["receipt"] for one in given.get("votes", ())]


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the sealed packet of a ballot.")
    parser.add_argument("packet", type=Path)
    parser.add_argument("--seal", help="the seal as it was printed or mailed")
    parser.add_argument("--receipt", help="a receipt to look for")
    asked = parser.parse_args()
    content = asked.packet.read_bytes()
    faults = faults_of(content, asked.seal)
    for part, sentence in faults:
        say(f"{part}: {sentence}")
    if faults:
        return 1
    say(f"Nothing was changed, and the count is right. Seal: {digest(content.splitlines()[0])}")
    if asked.receipt:
        times = receipts_in(content).count(asked.receipt.strip().upper())
        say(f"The receipt stands there {times} time(s).")
        return 0 if times == 1 else 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
