"""The page of messages is true: a wrong example gives its code, a right one none."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbook.authoring import AuthorFault

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
DAY = '      - {id: day, type: date, text: "When?"}\n'

Check = Callable[..., tuple[AuthorFault, ...]]


def sections() -> dict[str, str]:
    """The page's sections by code."""
    parts = re.split(r"^## (WB\d{3})$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples() -> Iterator[tuple[str, str, str]]:
    """Code, “Wrong” or “Right”, and the example."""
    for code, words in sections().items():
        found = re.findall(r"(Wrong|Right):\n\n```yaml\n(.*?)```", words, re.DOTALL)
        for kind, example in found:
            yield code, kind, example


def put_into(whole: str, example: str) -> str:
    """A whole exercise around an example: more blocks, or other keys."""
    whole += DAY
    if example.startswith("- "):
        return whole + "".join(f"      {line}\n" for line in example.splitlines())
    for key in re.findall(r"^\w+(?=:)", example, re.MULTILINE):
        whole = re.sub(rf"^{key}:.*\n", "", whole, flags=re.MULTILINE)
    return example + whole if example.startswith("minutes") else whole + example


@pytest.mark.parametrize(("code", "kind", "example"), list(examples()))
def test_an_example(
    check: Check, whole: str, code: str, kind: str, example: str
) -> None:
    """What is called wrong is told with this code; what is called right is clean."""
    found = {fault.code for fault in check(put_into(whole, example))}
    assert found == ({code} if kind == "Wrong" else set())


def test_every_code_has_its_section() -> None:
    """And no section is about a code that nothing uses."""
    used = set()
    for file in (ROOT / "workbook").rglob("*.py"):
        used |= set(re.findall(r"\"(WB\d{3})\"", file.read_text(encoding="utf-8")))
    assert used == set(sections())


def test_every_section_with_a_wrong_example_has_a_right_one() -> None:
    """In turn."""
    for code in sections():
        kinds = [kind for of, kind, _example in examples() if of == code]
        assert kinds == ["Wrong", "Right"] * (len(kinds) // 2)
