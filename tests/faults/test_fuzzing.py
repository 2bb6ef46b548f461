"""The targets of benchmarks/fuzz.py hold for what was found before, for their examples, and for some inputs made of these."""

import random
from pathlib import Path

import fuzz
import pytest

FOUND = sorted((Path(__file__).parent / "found").iterdir())
INSERTED = (b"\n\n", b"\r", b"\0", b"\xff", b"\x1b[", "\u2028".encode(), b"By ", b"March 3, 2021\n", b'"', b"(")


def mutate(chance, data):
    """The input with a few bytes changed, taken out, doubled or put in."""
    data = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.randrange(1, 40))
        way = chance.randrange(4)
        if way == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            del data[at:end]
        elif way == 2:
            data[at:at] = data[at:end]
        else:
            data[at:at] = chance.choice(
                (b"\n\n", b"\r", b"\0", b"\xff", b"\x1b[", "\u2028".encode(), b"By ", b"March 3, 2021\n", b'"', b"(")
            )
    return bytes(data)[: fuzz.LONGEST]


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_mended(path):
    """An input that once raised is read, or refused as it should be; the first word of its name is its target."""
    fuzz.TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_made_inputs_raise_nothing(name):
    """The same inputs at every run: examples of the target, and what some changes make of them."""
    chance = random.Random(7)
    examples = list(fuzz.examples(name))
    chance.shuffle(examples)
    for number in range(40):
        example = examples[number % len(examples)]
        fuzz.TARGETS[name](example if number < 5 else mutate(chance, example))
