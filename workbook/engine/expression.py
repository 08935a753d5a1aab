"""The expression language: a whitelisted piece of Python's grammar, ours to the end.

An expression is parsed by `ast`, walked node by node (what is not named here is
refused), every name is resolved while checking, and the tree is rewritten into
calls of `workbook.engine.logic`, so that missing answers mean the same
everywhere and the missing value needs no operators of its own.  What is compiled
can reach the values it reads and the functions listed there, nothing else.
"""

import ast
import difflib
import re
import warnings
from collections.abc import Mapping
from decimal import Decimal
from types import CodeType
from typing import Protocol

from attrs import field, frozen

from workbook.engine.logic import FUNCTIONS, Any3, runtime
from workbook.model import Fault, Kind
from workbook.words import _

MOST_CHARACTERS = 500
MOST_NODES = 200

_RUNTIME = runtime()
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
_SINGLE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")


@frozen
class Read:
    """One thing an expression reads.

    `root` is "block", "score", "@" (a collection), "cell" (of the row or thing at
    hand) or "today"; `name` which one, `part` a column or a named number of it,
    `row` a fixed row.
    """

    root: str
    name: str = ""
    part: str = ""
    row: str = ""


@frozen
class Typed:
    """What checking knows of a value: its kind, whether it is a list over rows,
    and the codes it may take, where those are a closed list.
    """

    kind: Kind
    many: bool = False
    codes: tuple[str, ...] | None = None


class Scope(Protocol):
    """Resolves the names an expression may use where it stands."""

    def resolve(self, path: tuple[str, ...]) -> tuple[Read, Typed] | None:
        """What `a.b.c` reads, or None when there is nothing of that name."""

    def names(self) -> tuple[str, ...]:
        """Every name there is, for suggestions."""


@frozen
class Expression:
    """A compiled expression: `reads` in the order their values are handed over."""

    text: str
    code: CodeType
    reads: tuple[Read, ...]
    typed: Typed
    constants: Mapping[str, Any3]

    def evaluate(self, values: Mapping[str, Any3]) -> Any3:
        """The value, given `_r0`, `_r1`, … for the reads. Raises ExpressionFailed."""
        return eval(self.code, _RUNTIME, {**self.constants, **values})  # noqa: S307 - our own rewritten tree


@frozen
class Result:
    """An expression, or the faults that kept it from being one."""

    expression: Expression | None
    faults: tuple[Fault, ...]


class _Stop(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


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


_KIND_WORDS: Mapping[str, str] = {
    "number": "a number",
    "text": "a text",
    "choice": "a choice",
    "yes_no": "a yes or no",
    "date": "a date",
    "when": "a moment",
    "time": "a time",
    "thing": "a thing",
    "list": "a list",
    "rows": "a table",
    "none": "no answer",
    "any": "a value",
}


@frozen
class _Compiler:
    scope: Scope
    origin: list[int]
    reads: list[Read] = field(factory=list)
    constants: dict[str, Any3] = field(factory=dict)
    faults: list[Fault] = field(factory=list)

    def fault(self, node: ast.AST, code: str, message: str, hint: str = "") -> None:
        """Note a fault and go on: there may be more to tell."""
        self.faults.append(self._at(node, code, message, hint))

    def refusal(self, node: ast.AST, code: str, message: str, hint: str = "") -> _Stop:
        """To be raised where nothing sensible can be said of the rest."""
        return _Stop(self._at(node, code, message, hint))

    def _at(self, node: ast.AST, code: str, message: str, hint: str) -> Fault:
        column = getattr(node, "col_offset", 0)
        offset = self.origin[min(column, len(self.origin) - 1)]
        return Fault(message, hint=hint, code=code, offset=offset)

    def visit(self, node: ast.expr) -> tuple[ast.expr, Typed]:
        method = getattr(self, f"visit_{type(node).__name__.lower()}", None)
        if method is None:
            raise self.refusal(
                node,
                "WB204",
                _("this is not part of the expression language"),
                _("see “Expressions” in the guide for what may stand here"),
            )
        visited: tuple[ast.expr, Typed] = method(node)
        return visited

    # -- leaves ---------------------------------------------------------------

    def _constant(self, value: Any3) -> ast.expr:
        name = f"_k{len(self.constants)}"
        self.constants[name] = value
        return ast.Name(name, ast.Load())

    def visit_constant(self, node: ast.Constant) -> tuple[ast.expr, Typed]:
        value = node.value
        if isinstance(value, bool):
            return self._constant(value), Typed("yes_no")
        if isinstance(value, int | float):
            written = ast.unparse(node)
            return self._constant(Decimal(written)), Typed("number")
        if isinstance(value, str):
            return self._constant(value), Typed("text", codes=(value,))
        raise self.refusal(
            node, "WB204", _("this is not part of the expression language")
        )

    def visit_name(self, node: ast.Name) -> tuple[ast.expr, Typed]:
        if node.id in ("yes", "no") and self.scope.resolve((node.id,)) is None:
            return self._constant(node.id == "yes"), Typed("yes_no")
        return self._read(node, (node.id,))

    def visit_attribute(self, node: ast.Attribute) -> tuple[ast.expr, Typed]:
        path: list[str] = []
        here: ast.expr = node
        while isinstance(here, ast.Attribute):
            path.insert(0, here.attr)
            here = here.value
        if not isinstance(here, ast.Name):
            raise self.refusal(node, "WB204", _("only a name can stand before a dot"))
        return self._read(node, (here.id, *path))

    def _read(self, node: ast.expr, path: tuple[str, ...]) -> tuple[ast.expr, Typed]:
        found = self.scope.resolve(path)
        if found is None:
            name = ".".join(path)
            near = difflib.get_close_matches(name, self.scope.names(), 1)
            self.fault(
                node,
                "WB201",
                _("“{name}” is used here, but nothing has that id").format(name=name),
                _("did you mean “{near}”?").format(near=near[0]) if near else "",
            )
            return ast.Name("_MISSING", ast.Load()), Typed("any")
        read, typed = found
        if read not in self.reads:
            self.reads.append(read)
        return ast.Name(f"_r{self.reads.index(read)}", ast.Load()), typed

    def visit_list(self, node: ast.List | ast.Tuple) -> tuple[ast.expr, Typed]:
        parts = [self.visit(one) for one in node.elts]
        codes = [t.codes for _t, t in parts if t.codes is not None]
        kinds = {t.kind for _t, t in parts}
        kind: Kind = kinds.pop() if len(kinds) == 1 else "any"
        flat = tuple(code for group in codes for code in group) or None
        return _call("_tuple", [t for t, _k in parts]), Typed(
            kind, many=True, codes=flat
        )

    visit_tuple = visit_list

    # -- logic ----------------------------------------------------------------

    def _yes_no(self, node: ast.expr) -> ast.expr:
        tree, typed = self.visit(node)
        if typed.kind not in ("yes_no", "any"):
            self.fault(
                node,
                "WB205",
                _("this is {kind}, not a yes or no").format(
                    kind=_KIND_WORDS[typed.kind]
                ),
                _("compare it with something, or ask answered(…)"),
            )
        elif typed.many:
            self.fault(
                node,
                "WB205",
                _("this is a list of yes and no"),
                _("wrap it in any_of(…) or all_of(…)"),
            )
        return tree

    def visit_boolop(self, node: ast.BoolOp) -> tuple[ast.expr, Typed]:
        name = "_and" if isinstance(node.op, ast.And) else "_or"
        return _call(name, [self._yes_no(one) for one in node.values]), Typed("yes_no")

    def visit_unaryop(self, node: ast.UnaryOp) -> tuple[ast.expr, Typed]:
        if isinstance(node.op, ast.Not):
            return _call("_not", [self._yes_no(node.operand)]), Typed("yes_no")
        if isinstance(node.op, ast.USub):
            tree, typed = self._number(node.operand)
            return _call("_minus", [tree]), typed
        raise self.refusal(
            node, "WB204", _("this is not part of the expression language")
        )

    def visit_ifexp(self, node: ast.IfExp) -> tuple[ast.expr, Typed]:
        test = self._yes_no(node.test)
        body, typed = self.visit(node.body)
        other, typed_other = self.visit(node.orelse)
        missing = ast.Name("_MISSING", ast.Load())
        tree = ast.IfExp(
            _call("_true", [test]),
            body,
            ast.IfExp(_call("_false", [test]), other, missing),
        )
        same = typed.kind == typed_other.kind
        return tree, Typed(typed.kind if same else "any", typed.many)

    def visit_compare(self, node: ast.Compare) -> tuple[ast.expr, Typed]:
        trees: list[ast.expr] = []
        many = False
        left, left_typed = self.visit(node.left)
        for operator, right_node in zip(node.ops, node.comparators, strict=True):
            right, right_typed = self.visit(right_node)
            membership = isinstance(operator, ast.In | ast.NotIn)
            name = type(operator).__name__
            if f"_c_{name}" not in _RUNTIME:
                raise self.refusal(node, "WB204", _("compare with == or !="))
            self._check_sides(
                right_node, left_typed, right_typed, membership=membership
            )
            trees.append(_call(f"_c_{name}", [left, right]))
            many = many or left_typed.many or (right_typed.many and not membership)
            left, left_typed = right, right_typed
        tree = trees[0] if len(trees) == 1 else _call("_and", trees)
        return tree, Typed("yes_no", many)

    def _check_sides(
        self, node: ast.expr, left: Typed, right: Typed, *, membership: bool
    ) -> None:
        if membership and not (right.many or right.kind in ("list", "any", "text")):
            self.fault(
                node,
                "WB206",
                _("“in” needs a list on its right"),
                _('write ["a", "b"]'),
            )
            return
        if not _fit(left, right):
            self.fault(
                node,
                "WB206",
                _("{left} is compared with {right}").format(
                    left=_KIND_WORDS[left.kind], right=_KIND_WORDS[right.kind]
                ),
            )
            return
        for one, other in ((left, right), (right, left)):
            closed = one.kind in ("choice", "list") and one.codes is not None
            if closed and other.kind == "text" and other.codes:
                self._check_codes(node, one.codes or (), other.codes)

    def _check_codes(
        self, node: ast.expr, known: tuple[str, ...], used: tuple[str, ...]
    ) -> None:
        for code in used:
            if code not in known:
                near = difflib.get_close_matches(code, known, 1)
                self.fault(
                    node,
                    "WB207",
                    _("“{code}” is not one of the choices").format(code=code),
                    _("did you mean “{near}”?").format(near=near[0])
                    if near
                    else _("the choices are: {known}").format(known=", ".join(known)),
                )

    # -- numbers and functions ------------------------------------------------

    def _number(self, node: ast.expr) -> tuple[ast.expr, Typed]:
        tree, typed = self.visit(node)
        if typed.kind not in ("number", "any"):
            self.fault(
                node,
                "WB208",
                _("this is {kind}, not a number").format(kind=_KIND_WORDS[typed.kind]),
            )
        return tree, Typed("number", typed.many)

    def visit_binop(self, node: ast.BinOp) -> tuple[ast.expr, Typed]:
        name = f"_a_{type(node.op).__name__}"
        if name not in _RUNTIME:
            raise self.refusal(node, "WB204", _("use + - * or /"))
        left, left_typed = self._number(node.left)
        right, right_typed = self._number(node.right)
        many = left_typed.many or right_typed.many
        return _call(name, [left, right]), Typed("number", many)

    def visit_call(self, node: ast.Call) -> tuple[ast.expr, Typed]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS or node.keywords:
            near = difflib.get_close_matches(name, list(FUNCTIONS), 1)
            raise self.refusal(
                node,
                "WB202",
                _("there is no function “{name}”").format(name=name or "?"),
                _("did you mean “{near}”?").format(near=near[0])
                if near
                else _("there are: {names}").format(names=", ".join(FUNCTIONS)),
            )
        visited = [self.visit(one) for one in node.args]
        least, most = _ARITY.get(name, (1, 1))
        if not least <= len(visited) <= most:
            raise self.refusal(
                node, "WB203", _("{name}(…) takes one value").format(name=name)
            )
        trees = [tree for tree, _typed in visited]
        self._check_argument(name, node.args[0], visited[0][1])
        if name in ("days_since", "days_until"):
            trees.append(self._today())
        return _call(f"_f_{name}", trees), _result(name, visited[0][1])

    def _check_argument(self, name: str, node: ast.expr, typed: Typed) -> None:
        wanted = _WANTED.get(name)
        if wanted and typed.kind not in (*wanted, "any"):
            self.fault(
                node,
                "WB208",
                _("{name}(…) cannot take {kind}").format(
                    name=name, kind=_KIND_WORDS[typed.kind]
                ),
                _("name a column: table.column") if typed.kind == "rows" else "",
            )

    def _today(self) -> ast.expr:
        read = Read("today")
        if read not in self.reads:
            self.reads.append(read)
        return ast.Name(f"_r{self.reads.index(read)}", ast.Load())


_ARITY: Mapping[str, tuple[int, int]] = {
    "highest": (1, 9),
    "lowest": (1, 9),
    "round": (1, 2),
}
_DATES: tuple[Kind, ...] = ("date", "when")
_WANTED: Mapping[str, tuple[Kind, ...]] = {
    "total": ("number",),
    "average": ("number",),
    "highest": ("number", *_DATES),
    "lowest": ("number", *_DATES),
    "round": ("number",),
    "any_of": ("yes_no",),
    "all_of": ("yes_no",),
    "days_since": _DATES,
    "days_until": _DATES,
    "weekday": _DATES,
    "part_of_day": ("when", "time"),
}


def _result(name: str, typed: Typed) -> Typed:
    if name in ("answered", "declined", "any_of", "all_of"):
        return Typed("yes_no")
    if name in ("first", "last"):
        inner: Kind = "text" if typed.kind == "list" else typed.kind
        return Typed(inner, codes=typed.codes)
    if name in ("weekday", "part_of_day"):
        return Typed("text", typed.many)
    if name in ("days_since", "days_until", "round"):
        return Typed("number", typed.many)
    if name in ("highest", "lowest"):
        return Typed(typed.kind)
    return Typed("number")


def _fit(left: Typed, right: Typed) -> bool:
    if "any" in (left.kind, right.kind) or left.kind == right.kind:
        return left.kind not in ("none", "rows")
    if {left.kind, right.kind} <= {"date", "when"}:
        return True
    words = {"text", "choice", "list"}
    return left.kind in words and right.kind in words


def _call(name: str, arguments: list[ast.expr]) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _parsed(text: str) -> ast.expr:
    if len(text) > MOST_CHARACTERS:
        raise _Stop(
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
            warnings.simplefilter(
                "ignore"
            )  # CPython warns of odd literals; we check them
            tree = ast.parse(prepared.strip(), mode="eval").body
    except SyntaxError as error:
        at = max((error.offset or 1) - 1, 0)
        raise _Stop(
            Fault(
                _("the expression cannot be read here"),
                hint=_("see “Expressions” in the guide"),
                code="WB200",
                offset=origin[min(at, len(origin) - 1)],
            )
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise _Stop(Fault(_("the expression cannot be read"), code="WB200")) from None
    if sum(1 for _node in ast.walk(tree)) > MOST_NODES:
        raise _Stop(
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
        compiler = _Compiler(scope, _prepared(text)[1])
        rewritten, typed = compiler.visit(tree)
    except _Stop as stop:
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
                kind=_KIND_WORDS[typed.kind], wanted=_KIND_WORDS[wants]
            ),
            hint=_("compare it with something, or ask answered(…)")
            if wants == "yes_no"
            else "",
            code="WB205",
        ),
    )
