"""The commune's people and units, as bot.language looks for them in messages."""

from bot.language.text.directory import KnownPerson, KnownUnit
from bot.queries.reader import Reader
from storage.person import present_holdings
from storage.unit import units as all_units


def known_people(reader: Reader) -> list[KnownPerson]:
    """The holders of posts, once for each post."""
    return [
        KnownPerson(
            id=str(row.person_id),
            name=row.person.name,
            title=row.post.name,
            unit=row.post.unit.name,
            aliases=tuple(row.post.aliases),
        )
        for row in present_holdings(reader.session)
    ]


def known_units(reader: Reader) -> list[KnownUnit]:
    return [
        KnownUnit(str(row.id), row.name, tuple(row.aliases)) for row in all_units(reader.session)
    ]
