"""Every address of the page by its name; made here without what reads them, for the first page
comes before the framework."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

#: Every address of the page begins so; the cookie is sent nowhere else.
ROOT: Final = "/b12track"
ADDRESSES: Final = {
    "style": "/page.css",
    "about.welcome": "/welcome",
    "about.skip": "/welcome/skip",
    "about.ask": "/for/<person:person>/about",
    "about.save": "/for/<person:person>/about",
    "amend.look": "/for/<person:person>/put-right",
    "amend.change": "/for/<person:person>/put-right/<int:entry>",
    "amend.save": "/for/<person:person>/put-right/<int:entry>",
    "amend.delete": "/for/<person:person>/delete",
    "blood.ask": "/for/<person:person>/blood",
    "blood.save": "/for/<person:person>/blood",
    "doctor.look": "/for/<person:person>/doctor",
    "doctor.report": "/for/<person:person>/doctor/report",
    "doctor.pdf": "/for/<person:person>/doctor/report.pdf",
    "dose.ask": "/for/<person:person>/dose",
    "dose.save": "/for/<person:person>/dose",
    "eat.ask": "/for/<person:person>/eat",
    "eat.save": "/for/<person:person>/eat",
    "eat.again": "/for/<person:person>/eat/again",
    "explain.look": "/for/<person:person>/explain",
    "explain.topic": "/for/<person:person>/explain/<name>",
    "feel.ask": "/for/<person:person>/feel",
    "feel.save": "/for/<person:person>/feel",
    "people.look": "/for/<person:person>/people",
    "people.add": "/for/<person:person>/people",
    "saved.look": "/saved/<form_id>",
    "saved.undo": "/for/<person:person>/undo",
    "span.look": "/for/<person:person>/days",
    "span.fridge": "/for/<person:person>/fridge",
    "today.start": "/",
    "today.look": "/for/<person:person>/",
}
_PLACE: Final = re.compile(r"<(?:\w+:)?(\w+)>")


def address(name: str, /, **values: object) -> str:
    """The address of a page; values without a place of their own follow the question mark.

    >>> address("span.look", person="Anna", view="week")
    '/b12track/for/Anna/days?view=week'
    """
    path = _PLACE.sub(
        lambda place: quote(as_part(str(values.pop(place[1]))), safe=""), ADDRESSES[name]
    )
    return f"{ROOT}{path}{'?' if values else ''}{urlencode(values)}"


def as_part(name: str) -> str:
    """A name as one part of an address, whatever characters it holds.

    >>> as_part("a/b"), as_part("..")
    ('a%2Fb', '%2E%2E')
    """
    part = name.replace("%", "%25").replace("/", "%2F")
    return part if part.strip(".") else part.replace(".", "%2E")  # else taken for folders


def from_part(part: str) -> str:
    """The name that stands in a part of an address: `as_part` backwards."""
    return part.replace("%2F", "/").replace("%2E", ".").replace("%25", "%")
