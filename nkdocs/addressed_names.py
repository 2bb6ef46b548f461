"""Names beside an address of electronic mail: who sent a mail that was pasted with its head, who signs an entry of a feed."""

from __future__ import annotations

import re

from nkdocs.people import Name, read_names

#: An address and the name beside it: "by post@mill.example (Ana Quill)", as feeds sign.
_ADDRESSED = re.compile(
    r"\s*(?:posted |written )?by\s[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}\s\(([^()]{2,40})\)", re.IGNORECASE
)
#: The head of a mail: who sent it.
_SENDER = re.compile(
    r"\s*(?:from|von|de|da|van|от)\s?:\s*(?:[\"“']?([^\"“”'<>@]{2,60}?)[\"”']?\s*(?:<|&lt;|\[mailto:)[\w.+=-]{1,64}@[^\s<>]{3,80}|"
    r"[\w.+=-]{1,64}@[\w.-]{3,80}\s\(([^()]{2,60})\))\W{0,3}",
    re.IGNORECASE,
)


def read_addressed(line: str) -> tuple[tuple[Name, ...], str] | None:
    """The name beside an address in the line that signs an entry of a feed, or in the head of a mail; and which of the two."""
    for pattern, rule in ((_ADDRESSED, "byline"), (_SENDER, "sender")):
        if (found := pattern.match(line)) is not None and (rule == "byline" or found.end() == len(line)):
            group = 1 if found[1] else 2
            names = read_names(line, *found.span(group), explicit=True)
            if len(names) == 1 and names[0].text == found[group].strip():
                return names, rule
    return None
