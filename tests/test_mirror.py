"""The tests mirror the package: a file is called by its module, and no large module has none."""

from __future__ import annotations

import ast

from tests.conftest import ROOT

#: Test files that look at no single module, and what they look at.
OF_SEVERAL = {
    "charts/test_gallery.py": "the pictures that are published",
    "charts/test_legible.py": "the letters of every picture",
    "cli/test_tables.py": "every command that prints a table",
    "cli/test_truth.py": "what is said when an output fails, of every command",
    "cohort/sources/test_formats.py": "the same people in every format",
    "cohort/test_published.py": "the whole estimate against published shares",
    "diary/exchange/test_damaged_files.py": "damaged files of every format",
    "diary/exchange/test_one_pass.py": "the questions that an import of any format asks the diary",
    "diary/exchange/test_recipes.py": "docs/recipes.md and docs/sql.md",
    "diary/exchange/test_round_trip.py": "any diary out and in again",
    "diary/storage/test_faults.py": "several processes, kills, full disks, flipped bits",
    "diary/test_hostile_text.py": "text that acts, at every door",
    "foods/sources/test_genuine.py": "the genuine food tables",
    "foods/test_answers.py": "answers.txt, every word of the answer to a phrase",
    "foods/test_everyday.py": "everyday.txt, from phrase to entry",
    "foods/test_recipes.py": "foods.csv against recipes.txt",
    "page/test_browser.py": "every page in a real browser",
    "page/test_torture.py": "the page killed, crowded and fed with anything",
    "page/test_trouble.py": "every form of a diary in trouble",
    "report/test_browser.py": "the whole page in a real browser",
    "science/test_method_page.py": "docs/method.md",
}
#: Large modules without a test file of their name: who looks at them instead.
ELSEWHERE = {
    "cli/candidates.py": "cli/test_complete.py",
    "cli/circumstances.py": "cli/test_profile.py",
    "cli/cohort_distribution.py": "cli/test_cohort.py",
    "cli/foods.py": "cli/test_own_foods.py",
    "cli/imports.py": "diary/exchange/test_merging.py",
    "cli/pictures.py": "cli/test_chart.py",
    "cli/session.py": "cli/test_entry.py",
    "cohort/distribution.py": "cli/test_cohort.py",
    "cohort/simulation.py": "cohort/test_estimate.py",
    "diary/exchange/cells.py": "diary/exchange/test_tables.py",
    "diary/exchange/importing.py": "diary/exchange/test_merging.py",
    "diary/own/personal_foods.py": "cli/test_own_foods.py",
    "diary/plans.py": "cli/test_regimen.py",
    "diary/regimens.py": "cli/test_regimen.py",
    "foods/catalogue_file.py": "foods/test_importing.py",
    "foods/sources/values.py": "foods/sources/test_fdc.py",
    "page/drawing.py": "page/test_span.py",
    "report/annex.py": "report/test_page.py",
    "report/cohort.py": "cli/test_cohort.py",
    "report/cohort_document.py": "cli/test_cohort.py",
    "report/sheet.py": "report/test_page.py",
    "report/text_charts.py": "cli/test_chart.py",
}
#: Statements, imports and docstrings not counted.
_LARGE = 100
_NO_STATEMENT = (ast.Import, ast.ImportFrom)

PACKAGE, TESTS = ROOT / "b12track", ROOT / "tests"
MODULES = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
FILES = {path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py")}


def its_test(module: str) -> str:
    """The test file that mirrors a module.

    >>> its_test("diary/days.py")
    'diary/test_days.py'
    """
    room, slash, name = module.rpartition("/")
    return f"{room}{slash}test_{name}"


def statements(module: str) -> int:
    """How many statements a module holds."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    texts = [n for n in nodes if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]
    return len(nodes) - len(texts) - sum(isinstance(node, _NO_STATEMENT) for node in nodes)


def test_a_test_file_of_a_room_is_called_by_its_module() -> None:
    in_rooms = {name for name in FILES if "/" in name and not name.startswith("tools/")}
    assert sorted(in_rooms - {its_test(module) for module in MODULES} - OF_SEVERAL.keys()) == []


def test_no_large_module_goes_untested() -> None:
    alone = {module for module in MODULES if its_test(module) not in FILES}
    assert (
        sorted(module for module in alone - ELSEWHERE.keys() if statements(module) >= _LARGE) == []
    )


def test_the_lists_hold_nothing_that_is_gone() -> None:
    assert sorted(OF_SEVERAL.keys() - FILES) == []
    assert sorted(set(ELSEWHERE.values()) - FILES) == []
    assert sorted(module for module in ELSEWHERE if its_test(module) in FILES) == []
    assert sorted(ELSEWHERE.keys() - MODULES) == []
