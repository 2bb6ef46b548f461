"""Full-text search for archives of web articles kept as raw text dumps."""

__version__ = "0.1.0"
