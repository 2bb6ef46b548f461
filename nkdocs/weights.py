"""What each reason for and against a line being a title is worth, as one table.

The figures were weighed by hand and tried, each alone and all moved together, on labelled dumps of many sites. How a reason
is found in a dump is not known here: see `reasons` and `titles`.
"""

from __future__ import annotations

from typing import Final

#: What a title must be worth before it cuts a dump.
THRESHOLD: Final = 3.2
#: What each reason is worth. A reason may hold more than once for a line, and then counts as often.
WEIGHTS: Final = {
    # The line by itself.
    "as long as a title": 0.5,
    "capitals": 0.7,
    "few words": -0.8,
    "few words, but long ones": -0.4,
    "one word": -2.4,
    "a few letters": -3.5,
    "long": -1.0,
    "reads like text": -0.7,
    "reads like an exclamation": -0.3,
    "reads like a caption": -2.0,
    "list item": -2.0,
    "goes on": -3.0,
    "ends with a colon": -2.5,
    "quotation": -1.2,
    "question": -0.4,
    "short sentence": -1.2,
    "long sentence": -2.2,
    "begins in the middle": -1.5,
    "states a day": -0.8,
    "could be a name": -0.8,
    "nothing but capitals": -0.8,
    # What stands after it.
    "date or byline right after it": 3.0,
    "date or byline one line on": 2.5,
    "date or byline two lines on": 1.5,
    "date or byline not far on": 0.9,
    "both date and byline after it": 1.2,
    "date and byline in one line": 0.4,
    "name right after it": 2.3,
    "name one line on": 2.0,
    "name two lines on": 1.2,
    "name not far on": 0.6,
    "text right after it": 0.6,
    "dateline after it": 1.5,
    "page furniture after it": 0.8,
    "a line away from text": -0.5,
    "no text near": -2.5,
    "stands here often": -2.0,
    "stands here often, dated": -0.8,
    "appeal after it": -2.0,
    "another line under its date": -1.0,
    "line like a title right after it": -0.1,
    "date or byline and paragraphs after it": 1.0,
    "a paragraph after it": 0.3,
    "paragraphs after it": 0.6,
    "labels after it": -0.8,
    "another line with a date follows": -1.5,
    "stands here twice": -0.8,
    # What stands before it.
    "first line": 3.2,
    "end of an article before it": 3.0,
    "note before it": 1.5,
    "form, tags or comments before it": 1.5,
    "furniture right before it": 1.0,
    "furniture line before it": 0.25,
    "navigation before it": 1.0,
    "first of related links": -0.5,
    "sign-off before it": 1.2,
    "attribution before it": -0.2,
    "text before it": -1.0,
    "short line before it": -1.5,
    "note not far before it": 0.5,
    "date and byline before it": 2.6,
    "date or byline before it": 1.8,
    "date or byline under a line before it": 0.3,
    "date or byline not far before it": 1.2,
    "signed and dated before it": 1.0,
    "said already, over a date": -3.0,
    "said again under a label": -1.0,
    "said twice in a row": 1.0,
    "under a line said twice": -1.0,
    "reads like a name": -1.5,
    "named by a line beside it": 1.5,
    "no date or byline, where the dump begins with one": -0.4,
    "about the author before it": 1.5,
    "under a date that opens it": 3.5,
    "run of labels before it": 1.5,
    "between paragraphs": -0.8,
    "between furniture and a paragraph": 1.3,
    # Where it stands.
    "among comments": -2.0,
    "under related links": -0.5,
    "among dated links": -2.0,
    "stamps right after it as after another title": 1.5,
    "stamps after it as after another title": 1.0,
    "lines right after it as after another title": 0.8,
    "lines after it as after another title": 0.3,
    "date or byline before it as before another title": 1.0,
    "line before it as before another title": 0.6,
}
#: With one of these a title is never believed without a doubt, whatever it is worth.
DOUBTS: Final = frozenset(
    {
        "line like a title right after it",
        "short line before it",
        "among comments",
        "under related links",
        "among dated links",
        "another line with a date follows",
        "could be a name",
        "reads like a name",
        "nothing but capitals",
        "stands here twice",
        "stands here often",
        "begins in the middle",
        "no text near",
    }
)
