"""docs/vi/van-hanh.md explains exactly the messages that the command line can print.

A message is a sentence of these modules that is not a line of help. What changes in it stands as
an ellipsis, in the page as here.
"""

import ast
import re
from collections.abc import Iterator

from tests.docs.pages import ROOT, read, rows

SPEAKERS = ("commandline", "checking", "settings", "copies")
ALSO_TOLD_IN_CHAT = {"NIGHT_FAILED"}
HEADINGS = ("### Cấu hình", "### Lệnh và khởi động", "### Kiểm tra", "### Sao lưu và khôi phục")
PAGE = read(ROOT / "docs" / "vi" / "van-hanh.md")
HELP = re.compile(r"(?:help=|\", )(?:texts|copies|copy_texts)\.([A-Z_]+)")
NAMED = re.compile(r"[a-z-]+|[\d.]+")
"""Beginnings of file names, which are no messages."""


def lines_of_help() -> set[str]:
    """The constants that `--help` shows."""
    files = [ROOT / "bot" / "__main__.py", *(ROOT / "bot" / "commandline").glob("*.py")]
    return {name for file in files for name in HELP.findall(read(file))}


def shape(node: ast.expr) -> str:
    """A message with an ellipsis for each inserted value."""
    match node:
        case ast.Constant(value=str(text)):
            return re.sub(r"\{\w+\}", "…", text)
        case ast.JoinedStr(values=values):
            return "".join(shape(value) for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return shape(left) + shape(right)
    return "…"


def plain(text: str) -> str:
    """A sentence as the page has it: on one line, each run of ellipses as one."""
    return re.sub(r"[… ]*…[… ]*", "…", " ".join(text.split())).strip(" …")


def sentences(module: str) -> Iterator[str]:
    """Every message of a module of texts."""
    tree = ast.parse(read(ROOT / "bot" / "texts" / f"{module}.py"))
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name not in lines_of_help() | ALSO_TOLD_IN_CHAT | {"LETTERS"}:
                    yield from _said(value)
            case ast.FunctionDef(name=name, body=body) if name not in ALSO_TOLD_IN_CHAT:
                for part in ast.walk(ast.Module(body, [])):
                    if isinstance(part, ast.Return) and part.value is not None:
                        yield from _said(part.value)
                    if isinstance(part, ast.Assign) and isinstance(part.value, ast.List):
                        yield from _said(part.value)
                    if isinstance(part, ast.Call):
                        for argument in part.args:
                            yield from _said(argument)


def _said(value: ast.expr) -> Iterator[str]:
    """The sentences of a value: one, each of a dictionary or list, or each of a choice."""
    match value:
        case ast.Dict(values=values) | ast.List(elts=values):
            for each in values:
                yield from _said(each)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _said(body)
            yield from _said(orelse)
        case ast.BinOp(left=left, right=right) if isinstance(left, ast.ListComp):
            yield from _said(left)
            yield from _said(right)
        case ast.ListComp(elt=elt):
            yield from _said(elt)
        case ast.Constant(value=str()) | ast.JoinedStr() | ast.BinOp():
            told = plain(shape(value))
            if len(told.split()) > 2 and not NAMED.fullmatch(told):
                yield told


def printed_messages() -> set[str]:
    """Every message there is."""
    return {sentence for module in SPEAKERS for sentence in sentences(module)}


def on_the_page() -> list[str]:
    """The first cell of every row."""
    return [plain(row[0].replace("`", "")) for heading in HEADINGS for row in rows(PAGE, heading)]


def test_every_message_is_documented_once() -> None:
    page = on_the_page()
    assert sorted(printed_messages() - set(page)) == []
    assert sorted(set(page) - printed_messages()) == []
    assert len(page) == len(set(page))


def test_every_documented_message_says_what_to_do() -> None:
    short = [row[0] for head in HEADINGS for row in rows(PAGE, head) if len(row[1].split()) < 3]
    assert short == []
