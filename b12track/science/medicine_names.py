"""Which medicine of the list a name on a box means: generic names, brands, with a dose or not."""

from __future__ import annotations

import re
from typing import Final

from b12track.errors import InputRefused
from b12track.science.circumstances import MEDICINES

#: Medicine of the list → names that people read on the box.
_NAMES: Final = {
    "ppi": (
        "omeprazole lansoprazole pantoprazole esomeprazole rabeprazole dexlansoprazole losec"
        " prilosec nexium zoton prevacid protium protonix pantoloc pariet antra mezzopram"
    ),
    "h2-blocker": "famotidine ranitidine cimetidine nizatidine pepcid zantac tagamet axid",
    "metformin": "metformin glucophage sukkarto bolamyn glucient siofor fortamet glumetza janumet",
    "nitrous-oxide": "n2o entonox nos laughing-gas laughing whippets",
    "pregabalin": "lyrica alzain axalid",
    "topiramate": "topamax",
    "colchicine": "colcrys",
    "anticonvulsants": "phenytoin phenobarbital primidone carbamazepine valproate epanutin dilantin"
    " tegretol epilim depakote",
}
#: Of omeprazole this much a day was studied by itself (Marcuard 1994).
_STUDIED_MG: Final = 40


def medicine(words: str) -> str:
    """The medicine of the list that some words mean; InputRefused, with the list, for others.

    >>> [medicine(words) for words in ("Omeprazole 20 mg", "Glucophage", "metformin 500 mg bd")]
    ['ppi', 'metformin', 'metformin']
    >>> medicine("omeprazole 40mg")
    'ppi-40mg'
    """
    plain = " ".join(words.lower().split())
    if plain.replace(" ", "-") in MEDICINES:
        return plain.replace(" ", "-")
    first = re.split(r"[ /]", plain)[0]
    if first in MEDICINES:
        return first
    for name, boxes in _NAMES.items():
        if first in boxes.split() or plain.replace(" ", "-") in boxes.split():
            dose = re.search(r"\b(\d+) ?mg\b", plain)
            is_studied = first == "omeprazole" and dose and int(dose.group(1)) >= _STUDIED_MG
            return "ppi-40mg" if is_studied else name
    raise InputRefused(f"'{words}' is not a medicine b12track knows:", MEDICINES)
