"""The grammar of expressions: what may stand in one, and what each piece becomes.

A visitor over Python's tree.  What is not named here is refused; what is becomes a
call of `workbook.engine.logic`, so that missing answers mean the same everywhere.
"""

import ast
import difflib
from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from workbook.engine.logic import FUNCTIONS, Any3
from workbook.engine.terms import RUNTIME, Read, Scope, Typed
from workbook.model import Fault, Kind
from workbook.words import _


class Refusal(Exception):
    """Nothing sensible can be said of the rest of an expression; holds the fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


KIND_WORDS: Mapping[str, str] = {
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
class Grammar:
    """Rewrites one expression; `origin` says where each character stood."""

    scope: Scope
    origin: list[int]
    reads: list[Read] = field(factory=list)
    constants: dict[str, Any3] = field(factory=dict)
    faults: list[Fault] = field(factory=list)

    def fault(self, node: ast.AST, code: str, message: str, hint: str = "") -> None:
        """Note a fault and go on: there may be more to tell."""
        self.faults.append(self._at(node, code, message, hint))

    def refusal(
        self, node: ast.AST, code: str, message: str, hint: str = ""
    ) -> Refusal:
        """To be raised where nothing sensible can be said of the rest."""
        return Refusal(self._at(node, code, message, hint))

    def _at(self, node: ast.AST, code: str, message: str, hint: str) -> Fault:
        column = getattr(node, "col_offset", 0)
        offset = self.origin[min(column, len(self.origin) - 1)]
        return Fault(message, hint=hint, code=code, offset=offset)

    def visit(self, node: ast.expr) -> tuple[ast.expr, Typed]:
        """The rewritten piece, and what is known of its value. Raises Refusal."""
        method = getattr(self, f"_visit_{type(node).__name__.lower()}", None)
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

    def _visit_constant(self, node: ast.Constant) -> tuple[ast.expr, Typed]:
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

    def _visit_name(self, node: ast.Name) -> tuple[ast.expr, Typed]:
        if node.id in ("yes", "no") and self.scope.resolve((node.id,)) is None:
            return self._constant(node.id == "yes"), Typed("yes_no")
        return self._read(node, (node.id,))

    def _visit_attribute(self, node: ast.Attribute) -> tuple[ast.expr, Typed]:
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

    def _visit_list(self, node: ast.List | ast.Tuple) -> tuple[ast.expr, Typed]:
        parts = [self.visit(one) for one in node.elts]
        codes = [t.codes for _t, t in parts if t.codes is not None]
        kinds = {t.kind for _t, t in parts}
        kind: Kind = kinds.pop() if len(kinds) == 1 else "any"
        flat = tuple(code for group in codes for code in group) or None
        return _call("_tuple", [t for t, _k in parts]), Typed(
            kind, many=True, codes=flat
        )

    _visit_tuple = _visit_list

    # -- logic ----------------------------------------------------------------

    def _yes_no(self, node: ast.expr) -> ast.expr:
        tree, typed = self.visit(node)
        if typed.kind not in ("yes_no", "any"):
            self.fault(
                node,
                "WB205",
                _("this is {kind}, not a yes or no").format(
                    kind=KIND_WORDS[typed.kind]
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

    def _visit_boolop(self, node: ast.BoolOp) -> tuple[ast.expr, Typed]:
        name = "_and" if isinstance(node.op, ast.And) else "_or"
        return _call(name, [self._yes_no(one) for one in node.values]), Typed("yes_no")

    def _visit_unaryop(self, node: ast.UnaryOp) -> tuple[ast.expr, Typed]:
        if isinstance(node.op, ast.Not):
            return _call("_not", [self._yes_no(node.operand)]), Typed("yes_no")
        if isinstance(node.op, ast.USub):
            tree, typed = self._number(node.operand)
            return _call("_minus", [tree]), typed
        raise self.refusal(
            node, "WB204", _("this is not part of the expression language")
        )

    def _visit_ifexp(self, node: ast.IfExp) -> tuple[ast.expr, Typed]:
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

    def _visit_compare(self, node: ast.Compare) -> tuple[ast.expr, Typed]:
        trees: list[ast.expr] = []
        many = False
        left, left_typed = self.visit(node.left)
        for operator, right_node in zip(node.ops, node.comparators, strict=True):
            right, right_typed = self.visit(right_node)
            membership = isinstance(operator, ast.In | ast.NotIn)
            name = type(operator).__name__
            if f"_c_{name}" not in RUNTIME:
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
                    left=KIND_WORDS[left.kind], right=KIND_WORDS[right.kind]
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
                _("this is {kind}, not a number").format(kind=KIND_WORDS[typed.kind]),
            )
        return tree, Typed("number", typed.many)

    def _visit_binop(self, node: ast.BinOp) -> tuple[ast.expr, Typed]:
        name = f"_a_{type(node.op).__name__}"
        if name not in RUNTIME:
            raise self.refusal(node, "WB204", _("use + - * or /"))
        left, left_typed = self._number(node.left)
        right, right_typed = self._number(node.right)
        many = left_typed.many or right_typed.many
        return _call(name, [left, right]), Typed("number", many)

    def _visit_call(self, node: ast.Call) -> tuple[ast.expr, Typed]:
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
                    name=name, kind=KIND_WORDS[typed.kind]
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
