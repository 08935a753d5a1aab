"""Whole English words and phrases, however they were typed."""

import re


def plain(text: str) -> str:
    """Lower case, plain apostrophes, single spaces, no mark at the end."""
    said = " ".join(text.lower().replace("’", "'").split())
    return said.strip(' .!?…"“”')


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern that finds one of `phrases` (regular expressions) as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)")
