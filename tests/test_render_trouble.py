"""What stands on stderr: sentences, carets under the right column, hints."""

import pytest

from nkdocs.answers import Answer, Problem, SearchRequest
from nkdocs.errors import ConfigError, QueryError, UnknownArticleError
from nkdocs.model import Hit, Results
from nkdocs.render.terminal import ENDLESS, cells
from nkdocs.render.trouble import answer_lines, error_lines, fit, notice_line, problem_line


@pytest.mark.parametrize(
    ("query", "column", "length", "shown", "carets"),
    [
        ("women foo:x", 6, 4, "women foo:x", "      ^^^^"),
        ("여성 foo:x", 3, 4, "여성 foo:x", "     ^^^^"),
        ("(여성", 1, 2, "(여성", " ^^^^"),
        ("women", 5, 1, "women", "     ^"),
        ("women", 99, 9, "women", "     ^"),
        ("a\tb\x1b[31m(", 8, 1, "a b(", "   ^"),
    ],
)
def test_the_caret_stands_under_the_place(query, column, length, shown, carets):
    """Columns are cells of the terminal, whatever the width of the characters before, and nothing is obeyed."""
    lines = list(error_lines(QueryError("it is wrong", query, column, length, "type x")))
    assert lines == ["nkdocs: it is wrong", f"    {shown}", f"    {carets}", "hint: type x"]


def test_a_long_query_is_shown_around_the_place():
    """Twenty thousand characters are not printed to point at one, and the caret still stands under it."""
    _, shown, carets, _ = error_lines(QueryError("wrong", "a" * 500 + "!" + "b" * 500, 500, 1, "type less"))
    assert len(shown) < 140
    assert shown[carets.index("^")] == "!"


def test_without_a_hint_there_is_one_line():
    """An empty hint is not announced."""
    assert list(error_lines(ConfigError("wrong\x1b[2J\nthing"))) == ["nkdocs: wrong thing"]


def test_the_articles_that_may_be_meant_are_shown():
    """Every candidate stands on a line of its own, unless the hint names it."""
    error = UnknownArticleError("a.txt holds 3 articles", "name a line, not b-two", ("a-one", "b-two", "c\x1b[2J\n-three"))
    assert list(error_lines(error)) == [
        "nkdocs: a.txt holds 3 articles",
        "    a-one",
        "    c -three",
        "hint: name a line, not b-two",
    ]


def test_problems_and_notices_are_one_safe_line():
    """File names with newlines and escapes stay on one line."""
    assert problem_line(Problem("a\nb\x1b]0;x\x07.txt", "is binary", "move it")) == "a b.txt: is binary; move it"
    assert notice_line("a\nb") == "note: a b"


def test_a_page_says_that_it_is_one():
    """Where not all is shown, how much and how to see more; where nothing was found, that."""
    hit = Hit(1, 1.0, None)
    page = Answer(SearchRequest("x"), Results(3, (hit, hit)), ("seen",))
    assert list(answer_lines(page, cut=True)) == [
        "note: 2 of 3 articles shown; -n all shows all, --offset 2 the next",
        "note: seen",
    ]
    assert list(answer_lines(page, cut=False)) == ["note: seen"]
    assert list(answer_lines(Answer(SearchRequest("x"), Results(0)), cut=True)) == ["nothing found"]
    assert "--offset 9" in next(answer_lines(Answer(SearchRequest("x", offset=9), Results(3)), cut=False))


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_sentences_are_wrapped_between_words(width):
    """On a terminal a sentence goes on in lines that are indented, whole words on each; elsewhere it is one line."""
    sentence = "note: no article has all the words; the first one here lacks: brokers, 여성의 이야기, remittances"
    lines = list(fit([sentence], width))
    assert all(cells(line) <= width for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == sentence
    assert list(fit([sentence], ENDLESS)) == [sentence]


def test_what_is_there_to_be_pasted_is_not_cut():
    """A command stands whole on its line, and so does a query with the caret under it; who speaks is no command."""
    said = "note: did you mean remittances? nkdocs search 'remittances xylophone kimchi'"
    assert list(fit([said], 40)) == [
        "note: did you mean remittances?",
        "    nkdocs search 'remittances xylophone kimchi'",
    ]
    lines = ["nkdocs: there is no field 'autor'; the fields are title, author", f"    {'a' * 60}", f"    {' ' * 59}^"]
    assert list(fit(["\n".join(lines)], 40)) == [
        "nkdocs: there is no field 'autor'; the",
        "    fields are title, author",
        *lines[1:],
    ]
