"""`python -m nkdocs`: the same as the command `nkdocs`."""

from nkdocs.cli import run

if __name__ == "__main__":
    run()
