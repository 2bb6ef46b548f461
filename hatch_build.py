"""Makes the manual pages when a wheel is built, from the commands themselves, and puts them where `man` looks."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPages(BuildHookInterface):
    """Pages are shared data of the wheel: installed below share/man of the environment."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages, and name them to the builder."""
        del version
        sys.path.insert(0, self.root)
        try:
            from nkdocs.cli.manual import pages
        finally:
            sys.path.remove(self.root)

        self.folder = Path(tempfile.mkdtemp(prefix="nkdocs-man-"))
        for name, text in pages().items():
            path = self.folder / name
            path.write_text(text, encoding="ascii")
            build_data["shared_data"][str(path)] = f"share/man/man{name[-1]}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was written."""
        del version, build_data, artifact_path
        shutil.rmtree(self.folder, ignore_errors=True)
