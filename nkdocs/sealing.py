"""Bytes with a checksum of their own, for small files that nothing else vouches for.

A file of an index is covered by the manifest, and the manifest by the pointer to it. What must be readable before both, or
where both are lost, says itself whether it is as it was written.
"""

from __future__ import annotations

import hashlib

_DIGITS = 32


def seal(raw: bytes) -> bytes:
    """The bytes, and a last line with their checksum."""
    return b"%b\n%b\n" % (raw, _checksum(raw))


def unseal(sealed: bytes) -> bytes | None:
    """What was sealed; None if that is not what this was."""
    raw, line, checksum = sealed.removesuffix(b"\n").rpartition(b"\n")
    return raw if line and sealed.endswith(b"\n") and checksum == _checksum(raw) else None


def _checksum(raw: bytes) -> bytes:
    return hashlib.sha256(raw).hexdigest()[:_DIGITS].encode("ascii")
