import json
from hashlib import sha256

import pytest

from app.engine.voting.packet import FORMAT, PARTS, packed

SAMPLE = {name: {"of": name, "words": "Ärger & <b>"} for name in PARTS}


def test_the_head_holds_the_hash_of_every_line():
    text, seal = packed(SAMPLE)
    head, *lines = text.splitlines()
    read = json.loads(head)
    assert read["format"] == FORMAT
    assert read["parts"] == [
        [name, sha256(line.encode()).hexdigest()] for name, line in zip(PARTS, lines, strict=True)
    ]
    assert seal == sha256(head.encode()).hexdigest()
    assert [json.loads(line) for line in lines] == list(SAMPLE.values())


def test_the_same_parts_give_the_same_packet_and_others_another():
    assert packed(SAMPLE) == packed({name: dict(part) for name, part in SAMPLE.items()})
    seals = {packed(SAMPLE | {name: {}})[1] for name in PARTS}
    assert len(seals) == len(PARTS)


def test_a_packet_has_all_its_parts_in_their_order():
    with pytest.raises(ValueError, match="these parts in this order"):
        packed({name: {} for name in reversed(PARTS)})
