from hypothesis import given
from hypothesis import strategies as st

from app.engine.sealing import START, first_difference, seal

RECORDS = st.lists(
    st.dictionaries(st.text(max_size=5), st.text(max_size=5)), min_size=1, max_size=8
)


def chained(records):
    previous, rows = START, []
    for record in records:
        own = seal(previous, record)
        rows.append((record, previous, own))
        previous = own
    return rows


@given(RECORDS)
def test_a_chain_fits_itself(records):
    assert first_difference(chained(records)) is None


@given(RECORDS, st.data())
def test_any_change_is_found_where_it_was_made(records, data):
    rows = chained(records)
    at = data.draw(st.integers(0, len(rows) - 1))
    record, previous, own = rows[at]
    rows[at] = ({**record, "added": "x"}, previous, own)
    assert first_difference(rows) == at


def test_the_order_of_keys_does_not_matter():
    assert seal(START, {"a": 1, "b": "é"}) == seal(START, {"b": "é", "a": 1})


def test_a_known_vector():
    assert (
        seal(START, {"a": 1}) == "f21735afd2cd6af4fc5804b0045cebfd545aef8396d29d030c39cb8880b45b7f"
    )
