"""Rows of a file that is too large to hold: kept aside as they come, and read again in batches."""

from __future__ import annotations

import pickle
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from b12track.diary.exchange.servings import Row

#: So many rows are handled together: few enough to hold, many enough to share every look-up.
_BATCH: Final = 1_000
#: Up to so many bytes stay in memory; more go to a file without a name, which nobody can open.
_IN_MEMORY: Final = 8_000_000


class Spool:
    """All rows of a file, read to its end when this is made, so that a fault comes first."""

    def __init__(self, incoming: Iterable[Row]) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - `close` closes it
        self.count = 0
        source = iter(incoming)
        try:
            while batch := list(islice(source, _BATCH)):
                pickle.dump(batch, self._file, pickle.HIGHEST_PROTOCOL)
                self.count += len(batch)
        except BaseException:
            self.close()
            raise

    def batches(self) -> Iterator[list[Row]]:
        """The rows in their order, as often as they are asked for."""
        self._file.seek(0)
        read = 0
        while read < self.count:
            batch: list[Row] = pickle.load(self._file)  # noqa: S301 - what this process wrote itself
            read += len(batch)
            yield batch

    def close(self) -> None:
        """Takes the file away."""
        self._file.close()
