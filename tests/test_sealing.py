"""A sealed file is as it was written, or known not to be."""

from hypothesis import given
from hypothesis import strategies as st

from nkdocs.sealing import seal, unseal


@given(st.binary(max_size=40))
def test_what_is_sealed_is_given_back(raw):
    """Any bytes, with line ends or none, come back."""
    assert unseal(seal(raw)) == raw


def test_every_byte_counts():
    """Flipped in any bit, cut anywhere, grown, or never sealed: nothing is given back."""
    sealed = seal(b"/home/a\nb")
    for place in range(len(sealed)):
        for bit in range(8):
            assert unseal(sealed[:place] + bytes([sealed[place] ^ (1 << bit)]) + sealed[place + 1 :]) is None
        assert unseal(sealed[:place]) is None
    assert unseal(sealed + b"\n") is None
    assert unseal(b"/home/a") is None
    assert unseal(bytes(len(sealed))) is None


def test_the_seal_is_always_the_same():
    """A file that a run of another day sealed can be read."""
    assert seal(b"/home/a") == b"/home/a\n29ce385229e85f719e0ffb9fe7d6bdc8\n"
