"""A release that others can check: built twice, declared, listed, walked on every Python at hand.

Usage: python -m tools.release       everything, into dist/
       python -m tools.release build the wheel and the source archive alone
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

from tools.manual import manual

ROOT: Final = Path(__file__).resolve().parent.parent
DIST: Final = ROOT / "dist"
#: The release's tools live in environments of their own, never in the one that runs the tests.
_TOOLS: Final = ROOT / "build" / "release"


class Unfit(Exception):
    """The release is not fit to be published; the message says why."""


def built(folder: Path) -> dict[str, str]:
    """Builds wheel and source archive of a copy of the tracked files: {name: SHA-256}."""
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work, "source")
        for name in _run("git", "ls-files", "-z").split("\0"):
            if name and (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        out = str(folder)
        _run(sys.executable, "-m", "hatchling", "build", "-d", out, folder=copy)
    return {path.name: _sha256(path) for path in sorted(folder.iterdir())}


def build() -> list[Path]:
    """Builds twice; raises Unfit where the two differ by a byte."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    with tempfile.TemporaryDirectory() as second:
        first, again = built(DIST), built(Path(second))
    if first != again:
        raise Unfit(f"two builds differ: {sorted(set(first.items()) ^ set(again.items()))}")
    print(f"Built twice, byte for byte the same: {', '.join(first)}.")
    return [DIST / name for name in first]


def declared() -> None:
    """Every file says its copyright and licence (REUSE), or Unfit."""
    reuse = _tool("reuse", "reuse>=5")
    lines = _run(str(reuse), "--root", str(ROOT), "lint").strip().splitlines()
    print(f"REUSE: {lines[-1]}")


def citable() -> None:
    """CITATION.cff holds to its schema, or Unfit."""
    _run(str(_tool("cffconvert", "cffconvert>=2")), "--validate", "-i", str(ROOT / "CITATION.cff"))
    print("CITATION.cff: valid.")


def listed(wheel: Path) -> None:
    """The bill of materials of what a user installs, as CycloneDX JSON beside the wheel."""
    runtime = _environment("runtime", str(wheel))
    out = DIST / f"{wheel.name.split('-py3')[0]}.cdx.json"
    _run(
        str(_tool("cyclonedx-py", "cyclonedx-bom>=5")),
        "environment",
        "--output-reproducible",
        "--of",
        "JSON",
        "-o",
        str(out),
        str(runtime / "bin" / "python"),
    )
    print(f"Bill of materials: {out.name}.")


def walked(wheel: Path) -> None:
    """The built wheel through the first steps of a newcomer on every Python that is here."""
    environment = {**os.environ, "EVERY": "1"}
    subprocess.run(["sh", ".ci/startup", str(wheel)], cwd=ROOT, env=environment, check=True)


def release() -> None:
    """All of it; raises Unfit or CalledProcessError at the first thing that does not hold."""
    if (ROOT / "docs" / "b12track.1").read_text(encoding="utf-8") != manual():
        raise Unfit("docs/b12track.1 is not what the tool prints: run make docs.")
    (wheel,) = (path for path in build() if path.suffix == ".whl")
    declared()
    citable()
    listed(wheel)
    walked(wheel)
    sums = "".join(f"{_sha256(path)}  {path.name}\n" for path in sorted(DIST.iterdir()))
    (DIST / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(
        f"dist/ is ready; a person must publish it (.github/workflows/publish.yml).\n{sums}", end=""
    )


def _environment(name: str, *packages: str) -> Path:
    """An environment with these packages; what is there already needs no network."""
    folder = _TOOLS / name
    stamp = folder / "packages"
    if not stamp.exists() or stamp.read_text() != repr(packages):
        venv.create(folder, with_pip=True, clear=True)
        python = str(folder / "bin" / "python")
        _run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages)
        stamp.write_text(repr(packages))
    return folder


def _tool(program: str, package: str) -> Path:
    return _environment(program, package) / "bin" / program


def _run(*command: str, folder: Path = ROOT) -> str:
    outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        raise Unfit(f"{' '.join(command[:4])} …:\n{outcome.stdout}{outcome.stderr}")
    return outcome.stdout


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        build() if sys.argv[1:] == ["build"] else release()
    except Unfit as fault:
        sys.exit(f"Not fit to be released: {fault}")
