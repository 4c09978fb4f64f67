"""The browser and system that a browser states of itself."""

BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc_browser", "Coc Coc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""Parts of a User-Agent header, the telling ones first, and the names they stand for."""


def device_of(user_agent: str) -> str:
    """The names of browser and system, as "Chrome, Windows"; '' if neither is known."""
    named = (
        next((name for part, name in table if part in user_agent), "")
        for table in (BROWSERS, SYSTEMS)
    )
    return ", ".join(name for name in named if name)
