"""Questions answered in the words of `explain`."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_questions_are_answered_in_the_words_of_explain(visitor: Visitor, tool: Tool) -> None:
    (explained,) = tool.ok("explain older --json").json["explanations"]
    assert " ".join(explained["text"].split()) in visitor.get("/for/me/explain/older")
    assert visitor.request("GET", "/for/me/explain/nothing").status_code == 404
    assert "From about 50 on" in visitor.get("/for/me/explain")
