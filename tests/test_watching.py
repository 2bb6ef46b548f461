"""How far the writing is: told in rising numbers up to all, and what befalls who watches is told from trouble of the index."""

import pytest
from articles import write_article

from nkdocs.engine import inverting, open_engine
from nkdocs.schema import to_document
from nkdocs.watching import Watch, heard


@pytest.mark.parametrize("total", [0, 1, 7, 5_000])
def test_the_writing_is_told_from_none_to_all(total):
    """Whatever is taken in and written, the numbers rise, are not too many, and end with all."""
    seen = []
    watch = Watch(lambda *told: seen.append(told), total)
    for number in range(total):
        watch.take()
        if number % 3 == 0:
            watch.written(number + 0.5)
    watch.finish()
    done = [row[0] for row in seen]
    assert (done[0], done[-1]) == (0, total)
    assert done == sorted(set(done))
    assert len(done) <= 2_600
    assert {row[1:] for row in seen} == {(total, "")}


def test_an_engine_tells_how_much_of_a_segment_is_written(tmp_path, monkeypatch):
    """Between nothing and all of the articles it was given there are steps, over several segments, in order."""
    monkeypatch.setattr(inverting, "_NOW_AND_THEN", 2)
    seen = []
    engine = open_engine("whoosh", tmp_path, 64_000_000, seen.append)
    with engine.writing() as writing:
        for number in range(6):
            writing.put(to_document(write_article(f"n{number}", f"River and bridge and word{number}.")))
    engine.close()
    assert len(set(seen)) >= 12
    assert seen == sorted(seen)
    assert 5 < seen[-1] <= 6


@pytest.mark.parametrize("error", [BrokenPipeError, KeyboardInterrupt])
def test_what_befalls_who_watches_is_raised_as_it_was(error):
    """No more and no less than what was raised comes out."""

    def fail(*_):
        raise error

    with pytest.raises(error), heard():
        Watch(fail, 3)
