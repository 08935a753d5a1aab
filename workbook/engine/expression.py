"""The expression language: a whitelisted piece of Python's grammar, ours to the end.

An expression is parsed by `ast`, walked node by node (what is not named here is
refused), every name is resolved while checking, and the tree is rewritten into
calls of `workbook.engine.logic`, so that missing answers mean the same
everywhere and the missing value needs no operators of its own.  What is compiled
can reach the values it reads and the functions listed there, nothing else.
"""

import ast
import re
import warnings

from workbook.engine.grammar import KIND_WORDS, Grammar, Refusal
from workbook.engine.terms import Expression, Result, Scope, Typed
from workbook.model import Fault, Kind
from workbook.words import _

MOST_CHARACTERS = 500
MOST_NODES = 200

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
_SINGLE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")


def _prepared(text: str) -> tuple[str, list[int]]:
    """The text with typographic quotes and single `=` mended, and where each
    character of it stood in what the author wrote.
    """
    plain = text.translate(_QUOTES)
    spans = [match.span() for match in _TEXT.finditer(plain)]
    out: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(plain):
        out.append(character)
        origin.append(index)
        inside = any(start <= index < end for start, end in spans)
        if not inside and character == "=" and _SINGLE_EQUALS.match(plain, index):
            out.append("=")
            origin.append(index)
    return "".join(out), [*origin, len(text)]


def _parsed(text: str) -> ast.expr:
    if len(text) > MOST_CHARACTERS:
        raise Refusal(
            Fault(
                _("the expression is longer than {most} characters").format(
                    most=MOST_CHARACTERS
                ),
                code="WB209",
            )
        )
    prepared, origin = _prepared(text)
    try:
        with warnings.catch_warnings():
            # CPython warns of odd literals; we check them.
            warnings.simplefilter("ignore")
            tree = ast.parse(prepared.strip(), mode="eval").body
    except SyntaxError as error:
        at = max((error.offset or 1) - 1, 0)
        raise Refusal(
            Fault(
                _("the expression cannot be read here"),
                hint=_("see “Expressions” in the guide"),
                code="WB200",
                offset=origin[min(at, len(origin) - 1)],
            )
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise Refusal(Fault(_("the expression cannot be read"), code="WB200")) from None
    if sum(1 for _node in ast.walk(tree)) > MOST_NODES:
        raise Refusal(
            Fault(
                _("the expression is too long"),
                hint=_("split it: a score can hold a part of it"),
                code="WB209",
            )
        )
    return tree


def compile_expression(text: str, scope: Scope, *, wants: Kind = "any") -> Result:
    """The expression in `text`, with every name resolved by `scope`.

    `wants="yes_no"` for conditions, "number" for scores, "any" otherwise.  Faults
    carry an offset into `text` as the author wrote it.
    """
    try:
        tree = _parsed(text)
        compiler = Grammar(scope, _prepared(text)[1])
        rewritten, typed = compiler.visit(tree)
    except Refusal as stop:
        return Result(None, (stop.fault,))
    except RecursionError:
        return Result(None, (Fault(_("the expression is too deep"), code="WB209"),))
    faults = [*compiler.faults, *_unwanted(typed, wants)]
    if faults:
        return Result(None, tuple(faults))
    body = ast.fix_missing_locations(ast.Expression(rewritten))
    code = compile(body, "<expression>", "eval")
    return Result(
        Expression(text, code, tuple(compiler.reads), typed, compiler.constants), ()
    )


def _unwanted(typed: Typed, wants: Kind) -> tuple[Fault, ...]:
    if wants == "any" or typed.kind in (wants, "any"):
        if wants == "yes_no" and typed.many:
            return (
                Fault(
                    _("this is a list of yes and no"),
                    hint=_("wrap it in any_of(…) or all_of(…)"),
                    code="WB205",
                ),
            )
        return ()
    return (
        Fault(
            _("this is {kind}, not {wanted}").format(
                kind=KIND_WORDS[typed.kind], wanted=KIND_WORDS[wants]
            ),
            hint=_("compare it with something, or ask answered(…)")
            if wants == "yes_no"
            else "",
            code="WB205",
        ),
    )
