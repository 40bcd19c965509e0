"""Writes SAS transport files (version 5) as the CDC publishes them, for tests alone."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

_DATE = "01JAN24:00:00:00"


def transport(columns: Sequence[str], rows: Sequence[Sequence[float | None]]) -> bytes:
    """The bytes of a file with numeric columns; None is SAS's missing value."""
    head = [
        "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!" + "0" * 30 + "  ",
        f"{'SAS':8}{'SAS':8}{'SASLIB':8}{'9.4':8}{'X64':8}{'':24}{_DATE}",
        f"{_DATE}{'':64}",
        "HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  ",
        "HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!" + "0" * 30 + "  ",
        f"{'SAS':8}{'DATA':8}{'SASDATA':8}{'9.4':8}{'X64':8}{'':24}{_DATE}",
        f"{_DATE}{'':16}{'':40}{'':8}",
        f"HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!000000{len(columns):04d}"
        + "0" * 20
        + "  ",
    ]
    names = b"".join(_namestr(number, name) for number, name in enumerate(columns))
    body = b"".join(_ibm(value) for row in rows for value in row)
    observations = "HEADER RECORD*******OBS     HEADER RECORD!!!!!!!" + "0" * 30 + "  "
    return (
        b"".join(f"{line:80}".encode("ascii") for line in head)
        + _padded(names, b"\0")
        + observations.encode()
        + _padded(body, b" ")
    )


def _namestr(number: int, name: str) -> bytes:
    fields = struct.pack(">hhhh", 1, 0, 8, number + 1)
    fields += f"{name:8}{'':40}{'':8}".encode() + struct.pack(">hhh2s", 0, 0, 0, b"\0\0")
    fields += f"{'':8}".encode() + struct.pack(">hhl", 0, 0, 8 * number)
    return fields.ljust(140, b"\0")


def _padded(content: bytes, filler: bytes) -> bytes:
    return content + filler * (-len(content) % 80)


def _ibm(value: float | None) -> bytes:
    """A number as an IBM double: sign, exponent of 16 in excess 64, 56 bits of fraction."""
    if value is None:
        return b".".ljust(8, b"\0")
    if value == 0:
        return b"\0" * 8
    fraction, exponent = math.frexp(abs(value))
    shift = -exponent % 4
    exponent = (exponent + shift) // 4
    bits = int(fraction / 2**shift * 2**56)
    sign = 0x80 if value < 0 else 0
    return bytes([sign | (exponent + 64)]) + bits.to_bytes(7, "big")
