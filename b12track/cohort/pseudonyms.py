"""Pseudonyms: a person gets the same one each time, and without the key nobody goes back."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from typing import Final

from b12track.errors import InputRefused, StorageFailed

KEY_NAME: Final = "b12track-cohort.key"
_BYTES: Final = 32
_LETTERS: Final = 12


class Pseudonyms:
    """Names of people by a key that lies in a file of its own, which only its owner can read."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, *identity: str) -> str:
        """The pseudonym of who is identified by these texts: twelve hexadecimal digits.

        >>> Pseudonyms(b"key").of("anna.db", "1") == Pseudonyms(b"key").of("anna.db", "1")
        True
        >>> Pseudonyms(b"key").of("anna.db", "1") == Pseudonyms(b"another").of("anna.db", "1")
        False
        """
        text = "\0".join(identity).encode()
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()[:_LETTERS]


def pseudonyms_by(path: str) -> Pseudonyms:
    """The pseudonyms by the key in this file, which is made (0600) where there is none.

    Raises InputRefused for a key that others can read or that is no key, StorageFailed where
    none can be made.
    """
    try:
        return Pseudonyms(_read(path))
    except FileNotFoundError:
        return Pseudonyms(_made(path))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise InputRefused(f"{path} can be read by others: chmod 600 it, for it undoes names.")
        key = file.read(_BYTES + 1)
    if len(key) != _BYTES:
        raise InputRefused(f"{path} is no key of b12track: it should hold {_BYTES} bytes.")
    return key


def _made(path: str) -> bytes:
    key = os.urandom(_BYTES)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageFailed(
            f"The key {path} cannot be written: {error.strerror}; name another place with --key."
        ) from None
    return key
