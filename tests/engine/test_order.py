"""Order keys of rows."""

from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.order import between


@given(st.lists(st.integers(min_value=0, max_value=60), max_size=80))
def test_a_key_fits_between_any_two_neighbours(positions):
    """Rows put in anywhere, any number of times, stand where they were put."""
    keys: list[str] = []
    for position in positions:
        at = min(position, len(keys))
        low = keys[at - 1] if at else ""
        high = keys[at] if at < len(keys) else ""
        key = between(low, high)
        assert low < key
        assert not high or key < high
        assert not key.endswith("a")
        keys.insert(at, key)
    assert sorted(keys) == keys


def test_appending_stays_short():
    """Two hundred rows added at the end (four full tables) need no long keys."""
    key = ""
    for _index in range(200):
        key = between(key, "")
    assert len(key) <= 20
