"""Code branches on values, never on the sentences that bot.texts makes of them."""

import ast
from collections.abc import Iterator

import pytest

from tests.test_house import modules

READ = {"YES", "IGNORED", "SOURCE_SHEETS"}
"""Words of bot.texts that sheets are read by; they are no sentences."""


def texts_called(tree: ast.Module) -> set[str]:
    """The names under which a module calls functions of bot.texts: `refusals.no_name`, or `say`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.texts"):
            names = {alias.asname or alias.name for alias in node.names}
            found |= {name + "." if node.module == "bot.texts" else name for name in names}
    return found


def worded(node: ast.AST, called: set[str], held: set[str]) -> bool:
    """Whether a value is a sentence of bot.texts, or a part or a choice of one."""
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if f"{module}." in called:
            return name.isupper() and name not in READ
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module))) if f"{module}." in called:
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in called
        case ast.Call(func=ast.Attribute(value=inner)) | ast.Attribute(value=inner):
            return worded(inner, called, held)
        case ast.Subscript(value=inner) | ast.NamedExpr(value=inner):
            return worded(inner, called, held)
        case ast.BoolOp(values=inners) | ast.Tuple(elts=inners) | ast.Set(elts=inners):
            return any(worded(each, called, held) for each in inners)
        case ast.IfExp(body=one, orelse=other):
            return worded(one, called, held) or worded(other, called, held)
        case ast.Name(id=name):
            return name in held
    return False


def compared(node: ast.AST) -> list[ast.expr]:
    """The operands a node compares by content; `is None` only checks for presence."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            asks = any(not isinstance(op, ast.Is | ast.IsNot) for op in ops)
            return [left, *others] if asks else []
        case ast.Call(func=ast.Attribute(value=value, attr="startswith" | "endswith")):
            return [value]
        case ast.Match(subject=subject):
            return [subject]
    return []


def sentences_compared(tree: ast.Module) -> Iterator[ast.expr]:
    """Every comparison of a text of bot.texts, directly or through a variable."""
    called = texts_called(tree)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        held: set[str] = set()
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    held |= {name} if worded(value, called, held) else set()
                case ast.NamedExpr(target=ast.Name(id=name), value=value):
                    held |= {name} if worded(value, called, held) else set()
        for node in ast.walk(function):
            yield from (each for each in compared(node) if worded(each, called, held))


def test_no_code_branches_on_a_text() -> None:
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, tree in modules()
        if not name.startswith("bot/texts/")
        for node in sentences_compared(tree)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "return answer == refusals.not_understood()",
        "return say('a').plain in answers",
        "told = refusals.over() if late else None\n    return told != answer",
        "return (told := say('a')).startswith('b')",
        "match refusals.over():\n        case 'a': pass",
    ],
)
def test_a_comparison_with_a_text_is_detected(code: str) -> None:
    source = "from bot.texts import refusals\nfrom bot.texts.answers import say\n"
    assert list(sentences_compared(ast.parse(f"{source}def act():\n    {code}\n")))
