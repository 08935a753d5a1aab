"""Order keys of rows: strings between their neighbours.

A row is moved or put in by writing its own key only; no neighbour changes.  Keys
are written in letters a–z, never end in “a”, and compare as text.
"""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def between(low: str = "", high: str = "") -> str:
    """A key above `low` and below `high`; empty means no neighbour on that side."""
    key = ""
    index = 0
    bounded = bool(high)
    while True:
        floor = _LETTERS.index(low[index]) if index < len(low) else 0
        ceiling = (
            _LETTERS.index(high[index])
            if bounded and index < len(high)
            else len(_LETTERS)
        )
        if ceiling - floor > 1:
            # Append-heavy use grows slowly when the step is small at the open end.
            step = floor + 1 if not bounded and floor else (floor + ceiling) // 2
            return key + _LETTERS[step]
        key += _LETTERS[floor]
        bounded = bounded and floor == ceiling
        index += 1
