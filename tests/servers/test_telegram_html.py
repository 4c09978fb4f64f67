"""The parser reads Telegram's HTML and refuses other HTML."""

import pytest

from tests.servers.telegram_html import BadMarkup, parse_html, stretch


@pytest.mark.parametrize(
    ("markup", "text", "bold"),
    [
        ("<b>Quá</b> &lt;hạn&gt; &amp; &#33;", "Quá <hạn> & !", ["Quá"]),
        ("  😀<b>a <i>b</i></b> ", "😀a b", ["a b"]),
        ("<strong> x</strong>", "x", ["x"]),
    ],
)
def test_telegram_html_is_parsed(markup: str, text: str, bold: list[str]) -> None:
    read, entities = parse_html(markup)
    assert read == text
    assert [stretch(read, entity) for entity in entities if entity.type == "bold"] == bold


@pytest.mark.parametrize(
    "markup",
    [
        "a < b",
        "a > b",
        "a & b",
        "&nbsp;",
        "<b>a</i>",
        "<b>a",
        "a</b>",
        "<h1>a</h1>",
        '<b x="1">a</b>',
    ],
)
def test_html_telegram_does_not_support_is_refused(markup: str) -> None:
    with pytest.raises(BadMarkup):
        parse_html(markup)
