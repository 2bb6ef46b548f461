"""`python -m nkdocs`: the same as the command `nkdocs`."""

import sys

from nkdocs.cli import main

if __name__ == "__main__":
    sys.exit(main())
