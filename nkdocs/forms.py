"""The page that teaches the language of queries, row by row. The tests hold it against the parser.

It is data for whoever shows it; how a query is read is not known here.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """A row of the grammar page: how it is written, what it finds, and a query that uses it."""

    form: str
    meaning: str
    example: str


GRAMMAR = (
    Form("word word", "all words, in any form (remittance finds remittances), in title, authors or text", "money home"),
    Form('"a phrase"', "the words one after another", '"sends money back home"'),
    Form('"near these"~5', "the words in any order, with at most 5 others between", '"money home"~5'),
    Form("-word  NOT word", "not this: a word, phrase, field or group", "remittances -china"),
    Form("a OR b", "either; AND (or a space) binds tighter than OR", "defector OR refugee"),
    Form("a AND b", "both, as with a space", "money AND home"),
    Form("( )", "what belongs together", "(defector OR refugee) women"),
    Form("=word", "this very form of a word, and no other", "=remittance"),
    Form(
        "US  U.S.",
        "so written an abbreviation, and not the word us; also UN, IT, WHO, AIDS and a few others",
        "U.S. resettlement",
    ),
    Form("begin*", "words that begin so", "remit*"),
    Form("wom?n  *port", "? is one letter, * any number of them", "wom?n"),
    Form("word~  word~2", "words that differ by one or two letters, not the first", "remitance~"),
    Form("~word  ~word~2", "the same, and the first letter may differ too", "~emittance"),
    Form("title:  author:  body:", "a word, phrase or group in one place only", "title:(women OR history) author:kim"),
    Form("source:text", "dumps with this in their path, or a pattern of it (source:2019/*.txt)", "source:002"),
    Form("id:beginning", "articles whose id begins so", "id:creating-home"),
    Form("date:2023", "a year, month (2023-03) or day (2023-03-17)", "date:2023-03"),
    Form("date:2019..2023", "from, to; open at an end (..2020-06, 2021..); also >=2020, <2020", "date:2019..2023"),
    Form("date:2024-Q1", "a quarter; a decade is 2010s", "date:2024-Q1"),
    Form('date:"March 2023"', "a date in words", 'date:"March 2023"'),
    Form("date:last_month", "also today, yesterday, this_week, last_week, this_month, this_year, last_year", "date:last_year"),
    Form("date:-90d", "the last 90 days; also -6w, -3m, -2y", "date:-90d"),
    Form("missing:date", "articles without a date, title, author, caption or note (missing:author)", "women missing:date"),
    Form("has:note", "articles with a note, caption, date, title or author (has:caption)", "women has:note"),
    Form("@name", "a query saved in nkdocs.toml, under [queries]", "@money date:2023"),
)
