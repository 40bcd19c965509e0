"""Where scans run: DuckDB inside this process, or a Spark cluster that is there already."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

from b12track.cohort.person_ranges import cuts
from b12track.errors import B12TrackError, InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    import ibis.expr.types as ir
    import pyarrow as pa
    from pyspark.sql import SparkSession

_VIEW: Final = "person_days"
#: Beyond this the engine writes to a private temporary folder instead.
_MEMORY: Final = "300MB"
#: So many rows of a result at once.
_BATCH: Final = 50_000
#: The engine is told of few rows: by those of a large file it would make room for more groups
#: than a piece of it has, so scattered that each row took twenty times as long.
_READ: Final = "SELECT * FROM read_parquet(getvariable('source'), explicit_cardinality = 100_000)"


class MissingLibrary(B12TrackError):
    """A library of an extra is not installed; nothing was changed."""


class Days(Protocol):
    """A table of person-days that an engine holds open."""

    #: The table, for expressions over it.
    table: ir.Table

    def result(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression over `table`, as a pyarrow table."""

    def by_person(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """The rows of an expression that is grouped and ordered by person first, in batches."""

    def is_rising(self) -> bool:
        """Whether person and day rise from row to row, so that none can be there twice."""


@contextmanager
def duckdb_days(source: str | pa.Table, threads: int | None = None) -> Iterator[Days]:
    """A Parquet file (by its path) or a pyarrow table of person-days, in DuckDB.

    No extension is installed or loaded, so nothing goes over a network; what does not fit into
    memory goes to a private folder that is removed at the end.
    """
    with libraries("cohort"):
        import duckdb

    folder = os.path.join(tempfile.gettempdir(), f"b12track-{os.getpid()}-{os.urandom(6).hex()}")
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
        "temp_directory": folder,
    }
    if threads:
        config["threads"] = threads
    connection = duckdb.connect(config=config)
    try:
        connection.execute("SET enable_progress_bar = false")
        # The view of each piece would read what the file tells of all its row groups again.
        connection.execute("SET parquet_metadata_cache = true")
        yield _DuckDB(connection, source)
    except duckdb.OutOfMemoryException as error:
        raise B12TrackError(f"The memory does not suffice: {_first_line(error)}") from None
    except duckdb.Error as error:
        raise InputRefused(f"The table cannot be read: {_first_line(error)}") from None
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)


class _DuckDB:
    def __init__(self, connection: duckdb.DuckDBPyConnection, source: str | pa.Table) -> None:
        self._connection = connection
        self._cuts = cuts(source) if isinstance(source, str) else []
        if isinstance(source, str):
            connection.execute("SET VARIABLE source = ?", [glob.escape(source)])
            self._rows = connection.sql(_READ)
        else:
            self._rows = connection.from_arrow(source)
        self._rows.create_view(_VIEW)
        self.table = _table(self._rows.limit(0).to_arrow_table().schema)

    def result(self, expression: ir.Table) -> pa.Table:
        return self._connection.sql(_sql(expression, "duckdb")).to_arrow_table()

    def by_person(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        # Range by range of people: neither groups nor order of all people are held at once.
        query = _sql(expression, "duckdb")
        try:
            for people in self._ranges():
                people.create_view(_VIEW, replace=True)
                yield from self._connection.sql(query).to_arrow_reader(_BATCH)
        finally:
            self._rows.create_view(_VIEW, replace=True)

    def _ranges(self) -> Iterator[duckdb.DuckDBPyRelation]:
        """The rows, cut between people where that is cheap."""
        import duckdb

        person = duckdb.ColumnExpression("person")
        rest = self._rows
        for before, cut in pairwise([None, *self._cuts]):
            at = duckdb.ConstantExpression(cut)
            below = person < at
            if before is not None:
                below &= person >= duckdb.ConstantExpression(before)
            yield self._rows.filter(below)
            rest = self._rows.filter(person >= at)
        yield rest

    def is_rising(self) -> bool:
        # Row after row as they lie in the file; whatever order it comes in, rising proves it.
        rows = self._connection.view(_VIEW).project(
            "person AS p, day AS d, lag(person) OVER () AS lp, lag(day) OVER () AS ld"
        )
        falling = rows.filter("p < lp OR (p = lp AND d <= ld)").count("*").fetchall()
        return bool(falling[0][0] == 0)


@contextmanager
def spark_days(path: str, remote: str | None = None) -> Iterator[Days]:
    """A Parquet file or folder of person-days in the Spark session that is configured.

    `remote` is the address of Spark Connect; without it the session is that of `spark-submit`,
    of SPARK_REMOTE, or a local one.
    """
    with libraries("spark"):
        import pyspark
        from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("b12track cohort")
    builder = builder.remote(remote) if remote else builder
    builder = builder.config("spark.sql.session.timeZone", "UTC")
    try:
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except (pyspark.errors.PySparkException, RuntimeError, OSError, ValueError) as error:
        raise B12TrackError(f"Spark did not start: {_first_line(error)}") from None
    try:
        yield _Spark(session, path)
    except pyspark.errors.PySparkException as error:
        raise InputRefused(f"{path}: {_first_line(error)}") from None
    finally:
        session.stop()


class _Spark:
    def __init__(self, session: SparkSession, path: str) -> None:
        self._session = session
        frame = session.read.parquet(path)
        frame.createOrReplaceTempView(_VIEW)
        self.table = _table(frame.limit(0).toArrow().schema)

    def result(self, expression: ir.Table) -> pa.Table:
        return self._session.sql(_sql(expression, "pyspark")).toArrow()

    def by_person(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        yield from self.result(expression).to_batches()

    def is_rising(self) -> bool:
        return False  # rows of a cluster come in no order


def _table(schema: pa.Schema) -> ir.Table:
    """The table as expressions name it: bound to no engine, so that each can run it."""
    with libraries("cohort"):
        import ibis

    return ibis.table(ibis.Schema.from_pyarrow(schema), name=_VIEW)


def _sql(expression: ir.Table, dialect: str) -> str:
    import ibis

    getattr(ibis, dialect)  # makes the options of the dialect known
    return str(ibis.to_sql(expression, dialect=dialect))


@contextmanager
def libraries(extra: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise MissingLibrary(
            f"`cohort` needs libraries that are not installed ({error.name}):"
            f" pip install 'b12track[{extra}]'."
        ) from None


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
