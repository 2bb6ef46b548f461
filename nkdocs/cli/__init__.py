"""The command line: what was typed becomes one request, one call of `commands`, one answer shown, one exit status.

The only door to Click. `arguments` knows what can be typed, `finding`, `overview`, `citing`, `quoting`, `keeping` and `shell`
what each command does with it, `tool` what all commands share, `session` what a call of the tool works with. What a command
needs is loaded when it is called, so that ``--help`` costs next to nothing. Nothing is opened, read or looped over here, and
trouble is caught in one place, `main`.

Exit status: 0 found or done, 1 nothing found, 2 trouble, 130 interrupted, 70 a fault of ours.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NoReturn

from nkdocs.cli import lean  # noqa: F401  # before Click

# isort: split
import click

from nkdocs.cli.tool import nkdocs
from nkdocs.errors import NkdocsError
from nkdocs.render import streams


def run() -> NoReturn:
    """The program: `main`, and then the end of the process, at once.

    Nothing is left to be done then: files are closed, workers are gone. Taking every module apart, as Python does at its end,
    would take a fifth of the time of a search.
    """
    status = main()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def main(argv: list[str] | None = None) -> int:
    """Run the tool; give back its exit status. `argv` is without the program's name (None: what was typed)."""
    streams.prepare()
    if asked := os.environ.get("_NKDOCS_COMPLETE"):
        from nkdocs.cli.completing import answer  # a shell asks, in the person's place

        sys.stdout.write(answer(nkdocs, asked))
        return 0
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except NkdocsError as error:
        from nkdocs.render.terminal import columns
        from nkdocs.render.trouble import error_lines, fit

        _say("\n".join(fit(error_lines(error), columns(sys.stderr))))
        return error.exit_code
    except KeyboardInterrupt as interrupt:
        _say("\nnkdocs: " + "; ".join(["interrupted", *map(str, interrupt.args)]))
        return 130
    except UnicodeEncodeError as error:
        if not (trouble := streams.unnameable(error)):
            return _fault()
        _say(f"nkdocs: {trouble}\nhint: take a locale with UTF-8, or type: PYTHONUTF8=1 nkdocs ...")
        return 2
    except Exception as error:  # noqa: BLE001  # a fault of ours is shown whole, with its own status
        if isinstance(error, OSError) and streams.is_end(error):
            if trouble := streams.give_up(error):
                _say(f"nkdocs: {trouble}")
            return 2 if trouble else 0
        if isinstance(error, OSError) and (trouble := streams.no_path(error)):
            _say(f"nkdocs: {trouble}\nhint: name a shorter path")
            return 2
        return _fault()
    return status


def _fault() -> int:
    """Show the error that is being handled, whole: it is ours."""
    import traceback

    from nkdocs.render import sanitize  # what is at fault may have come from a stranger

    _say(sanitize(traceback.format_exc().rstrip("\n"), keep_newlines=True))
    _say("nkdocs: this is a fault of nkdocs, not yours; please report it with the lines above")
    return 70


def _run(arguments: list[str]) -> int:
    """Click's own `main` would end the process and take a broken pipe for trouble, so its two steps are taken here."""
    try:
        with nkdocs.make_context("nkdocs", arguments) as ctx:
            status = nkdocs.invoke(ctx)
            return status if isinstance(status, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        named = next((word for word in arguments if word in nkdocs.commands), "")  # Click does not always say
        path = error.ctx.command_path if error.ctx else f"nkdocs {named}".strip()
        raise NkdocsError(error.format_message(), f"see the options: {path} --help") from None


def _say(text: str) -> None:
    """The last words on stderr; if nobody reads that either, the status alone tells."""
    with contextlib.suppress(OSError):
        click.echo(text, err=True)
