"""Bytes become the text that was written, or a plain refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.decoding import decode, looks_like_text
from nkdocs.errors import CorpusError

ENGLISH = "She said: “I don’t know where they went” – and left. The women’s group raised £500 at the café.\n"
PLAIN = "This page was kept in the year of the flood, and nothing in it was changed since then.\n" * 20
TEXTS = {
    "german": ("Die Frau sagte: „Ich möchte nach Hause gehen.“ Über die Straße läuft ein größerer Hund.\n", "cp1252"),
    "french": ("L’été dernier, à Séoul, elle a été arrêtée près de la frontière. « Ça va », dit-elle.\n", "cp1252"),
    "spanish": ("La niña pequeña llegó mañana a España. ¿Dónde está su corazón?\n", "iso8859_1"),
    "english": (ENGLISH, "cp1252"),
    "mac": (ENGLISH, "mac_roman"),
    "korean": ("할머니는 시장에서 콩나물을 팔며 세 아이를 키웠다. 그 해 겨울은 유난히 추웠다.\n", "cp949"),
    "japanese": ("祖母は市場で豆もやしを売って三人の子を育てた。その年の冬はとても寒かった。\n", "cp932"),
    "seven bits": ("祖母は市場で豆もやしを売って三人の子を育てた。\n", "iso2022_jp"),
    "chinese": ("祖母在市场上卖豆芽，养大了三个孩子。那一年的冬天特别冷，河面都结了冰。\n", "gb18030"),
    "russian": ("Бабушка продавала на рынке ростки и вырастила троих детей. Зима была холодной.\n", "koi8_r"),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("before", ["", PLAIN])
def test_old_encodings_are_recognised(name, before):
    """A page in an older encoding comes out as it was written, alone and after much plain English."""
    text, encoding = TEXTS[name]
    for lines in (5, 2_000):
        assert decode((before + text * lines).encode(encoding))[0] == before + text * lines
        one_line = before.replace("\n", " ") + text.replace("\n", " ") * lines
        assert decode(one_line.encode(encoding))[0] == one_line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_and_without_a_mark(encoding):
    """Unicode in any dress gives the same text, without its mark."""
    text = TEXTS["korean"][0] + ENGLISH
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding):
    """Western UTF-16 gives itself away by its zero bytes."""
    assert decode(ENGLISH.encode(encoding)) == (ENGLISH, encoding)


def test_one_old_page_does_not_garble_the_others():
    """In a dump glued together from two encodings every line is read in its own."""
    raw = ENGLISH.encode() * 3 + TEXTS["german"][0].encode("cp1252") + TEXTS["korean"][0].encode()
    assert decode(raw) == (ENGLISH * 3 + TEXTS["german"][0] + TEXTS["korean"][0], "utf-8+cp1252")


def test_a_broken_character_stays_one():
    """A byte lost from UTF-8 costs that character and no other."""
    raw = (TEXTS["korean"][0] * 3).encode()
    text, encoding = decode(raw[:1] + raw[2:])
    assert text.count("\ufffd") <= 2
    assert text.endswith(TEXTS["korean"][0] * 2)
    assert encoding == "utf-8"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (b"one\rtwo\r", "one\ntwo\n"),
        ("one\x85two".encode(), "one\ntwo"),
        ("one\u2028two\u2028".encode(), "one\ntwo\n"),
        ("one\u2029two".encode(), "one\ntwo"),
        (b"one\rtwo\n", "one\rtwo\n"),
        ("one\x85two\n".encode(), "one\x85two\n"),
        (b"one\x0ctwo\n", "one\x0ctwo\n"),
        ("one\u00a0two\u200b\u202e\n".encode(), "one\u00a0two\u200b\u202e\n"),
    ],
)
def test_line_ends(raw, text):
    """Line ends become LF; other characters stay, also those that some call line ends, where the file has real ones."""
    assert decode(raw)[0] == text


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", "\ufeff".encode(), "\u2028 \n".encode()])
def test_what_has_no_text_is_empty(raw):
    """A file of nothing but white space is said to be empty."""
    with pytest.raises(CorpusError, match="empty"):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04 mimetype", "ZIP or office"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"some text\x00with a zero byte", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (bytes(range(256)) * 9, "binary"),
    ],
)
def test_what_is_no_text_is_refused(raw, what):
    """A binary file is refused, with its kind where that is known, and a hint."""
    with pytest.raises(CorpusError, match=what) as caught:
        decode(raw)
    assert caught.value.hint
    assert not looks_like_text(raw)


def test_a_stray_zero_byte_does_not_hide_a_page():
    """A page of text with one zero byte in it is read, and the byte stays where it was."""
    raw = b"A page of text about the harbour.\n" * 40
    assert decode(raw[:100] + b"\0" + raw[100:]) == (raw[:100].decode() + "\0" + raw[100:].decode(), "utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_refusal(raw):
    """Whatever the bytes are, decoding gives text with few zero bytes or raises `CorpusError`."""
    try:
        text, encoding = decode(raw)
    except CorpusError:
        return
    assert text.strip()
    assert text.count("\0") * 50 <= len(text.encode("utf-8", "surrogatepass"))
    assert encoding


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_never_guessed(text):
    """What is UTF-8 is read as UTF-8: every character but line ends stays."""
    raw = (text + "\n").encode()
    if text.strip() and not raw.startswith((b"%PDF-", b"BZh", b"{\\rtf", b"GIF8")):
        assert decode(raw) == (text.removeprefix("\ufeff") + "\n", "utf-8") or not text.removeprefix("\ufeff").strip()
