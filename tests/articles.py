"""Made-up articles for tests: a few words say what matters, the rest is filled in as the parser would."""

from nkdocs.model import Article, Block, Claim, Kind, PartialDate, Source, Span, Trust


def write_article(  # an article has as many sides
    id_="an-article", *blocks, title=None, date=None, authors=(), path="dumps/one.txt", offset=0, line=1
):
    """An article of these blocks, each a text (prose) or a pair of kind and text, with a blank line after each.

    It starts at `offset` and `line` of its dump. What is known about it is claimed where it starts.
    """
    text, spans = "", []
    for block in blocks:
        kind, words = block if isinstance(block, tuple) else (Kind.PROSE, block)
        start = offset + len(text)
        text += words + "\n\n"
        spans.append(Block(Span(start, offset + len(text)), kind, f"{kind.value}-rule"))
    start = Span(offset, offset)
    titled = Claim("title", title, start, "test-title", Trust.HIGH) if title is not None else None
    dated = Claim("date", PartialDate.from_iso(date), start, "test-date", Trust.MEDIUM, "as stated") if date else None
    signed = tuple(Claim("author", name, start, "test-author", Trust.LOW) for name in authors)
    claims = tuple(claim for claim in (titled, dated, *signed) if claim is not None)
    span = Span(offset, offset + len(text))
    return Article(Source(path, "0" * 64), 1, span, line, text, titled, dated, signed, tuple(spans), claims, id_)
