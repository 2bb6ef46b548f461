"""How things look, on screens of any colour."""

import pytest

from nkdocs.render.styles import _CODES, STYLES, paint

#: The colours of some terminals, each with its background: dark, then light.
TERMINALS = {
    "xterm, dark": ("000000", {"red": "cd0000", "green": "00cd00", "magenta": "cd00cd", "cyan": "00cdcd", "yellow": "cdcd00"}),
    "xterm, light": ("ffffff", {"red": "cd0000", "green": "00cd00", "magenta": "cd00cd", "cyan": "00cdcd", "yellow": "cdcd00"}),
    "VGA, dark": ("000000", {"red": "aa0000", "green": "00aa00", "magenta": "aa00aa", "cyan": "00aaaa", "yellow": "aa5500"}),
    "VGA, light": ("ffffff", {"red": "aa0000", "green": "00aa00", "magenta": "aa00aa", "cyan": "00aaaa", "yellow": "aa5500"}),
}
LEAST = 2.0
WORDS = {word for style in STYLES.values() for word in style.split()}
ATTRIBUTES = {"bold", "dim", "italic", "underline", "default"}


def luminance(color):
    """How light a colour is, from 0 to 1 (WCAG 2.1)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """How well one colour is told from another (WCAG 2.1): 1 is not at all."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("terminal", TERMINALS)
def test_colours_can_be_read_on_dark_and_on_light(terminal):
    """Every colour of the table stands out from the background of terminals of both kinds; some others would not."""
    background, colors = TERMINALS[terminal]
    for word in WORDS - ATTRIBUTES:
        assert contrast(colors[word], background) >= LEAST, word
    assert any(contrast(colors[word], background) < LEAST for word in ("cyan", "yellow")) == (terminal == "xterm, light")


def test_every_word_of_a_style_has_a_code():
    """What Rich would paint, plain output paints too, and no colour is named that nothing uses."""
    assert set(_CODES) == WORDS - {"default"}
    assert paint("x", "term") == "\x1b[1;31mx\x1b[0m"
    assert paint("x", "term", colors=False) == "\x1b[1mx\x1b[0m"
    assert paint("x", "date") == "x"
