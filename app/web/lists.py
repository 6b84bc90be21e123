"""A list in its address: filters and headings as links, chips, the pages before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from app.kernel.counting import Choice, Counts
from app.kernel.listing import Listing, Page, Sort, Wanted

SHOWN_FIRST = 7
"""Choices of a filter that show at once; the rest unfolds."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    label: str
    count: int
    url: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    label: str
    first: Sequence[FilterLink]
    more: Sequence[FilterLink]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a page needs to draw a list: links are addresses with everything else kept."""

    wanted: Wanted
    total: int
    rows: Sequence[Any]
    groups: Sequence[FilterGroup]
    chips: Sequence[tuple[str, str]]
    clear_url: str
    next_url: str | None
    previous_url: str | None
    sorts: Sequence[tuple[str, str, bool]]
    order: str
    kept: Sequence[tuple[str, str]]
    """What a search form carries along, as hidden fields."""


class Place:
    """The address of one list: its endpoint and what belongs to the path, built once."""

    def __init__(self, endpoint: str, **values: Any) -> None:
        self.path = url_for(endpoint, **values)

    def url(self, wanted: Wanted) -> str:
        asked = urlencode(wanted.address(), doseq=True)
        return f"{self.path}?{asked}" if asked else self.path


def wanted_of(listing: Listing) -> Wanted:
    """What the address of this request asks for."""
    return listing.read(request.args.to_dict(flat=False))


def shown(place: Place, listing: Listing, wanted: Wanted, page: Page, counts: Counts) -> Shown:
    sort, descending = listing.order(wanted)
    return Shown(
        wanted=wanted,
        total=counts.total,
        rows=page.rows,
        groups=[
            _group(place, wanted, facet.name, facet.label, counts.choices[facet.name])
            for facet in listing.facets
        ],
        chips=list(_chips(place, listing, wanted, counts)),
        clear_url=place.url(replace(wanted.from_start(), search="", filters={})),
        next_url=place.url(page.next) if page.next else None,
        previous_url=place.url(page.previous) if page.previous else None,
        sorts=[
            (one.label, _sort_url(place, listing, wanted, one), one is sort)
            for one in listing.sorts
        ],
        order=f"{sort.label}, {'from the highest down' if descending else 'from the lowest up'}",
        kept=[
            (name, value)
            for name, values in wanted.from_start().address().items()
            for value in values
            if name != "q"
        ],
    )


def head(place: Place, listing: Listing, wanted: Wanted, label: str, sort: str) -> dict[str, str]:
    """A heading that sorts, as components/table.html draws it."""
    found = next(one for one in listing.sorts if one.name == sort)
    now, descending = listing.order(wanted)
    state = {"label": label, "sort_url": _sort_url(place, listing, wanted, found)}
    if now is found:
        state["sorted"] = "descending" if descending else "ascending"
    return state


def _sort_url(place: Place, listing: Listing, wanted: Wanted, sort: Sort) -> str:
    """The sort in use turns round; another starts as it is first shown."""
    now, descending = listing.order(wanted)
    turned = not descending if now is sort else None
    return place.url(wanted.from_start(sort=sort.name, descending=turned))


def _group(
    place: Place, wanted: Wanted, name: str, label: str, choices: Sequence[Choice]
) -> FilterGroup:
    in_use = wanted.filters.get(name, ())
    links = [
        FilterLink(
            one.label, one.count, place.url(wanted.toggled(name, one.value)), one.value in in_use
        )
        for one in choices
    ]
    first = [link for number, link in enumerate(links) if number < SHOWN_FIRST or link.is_on]
    return FilterGroup(label, first, [link for link in links if link not in first])


def _chips(
    place: Place, listing: Listing, wanted: Wanted, counts: Counts
) -> Sequence[tuple[str, str]]:
    chips = [
        (
            f"{listing.facet_of[name].label}: {_name(counts.choices, name, value)}",
            place.url(wanted.toggled(name, value)),
        )
        for name, values in wanted.filters.items()
        for value in values
    ]
    if wanted.search:
        without = place.url(replace(wanted.from_start(), search=""))
        chips.insert(0, (f"Search: {wanted.search}", without))
    return chips


def _name(choices: Mapping[str, Sequence[Choice]], name: str, value: str) -> str:
    return next((one.label for one in choices[name] if one.value == value), value)
