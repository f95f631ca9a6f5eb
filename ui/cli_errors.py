"""How the command line ends: one sentence on stderr and a code, never a traceback.

0 done, 1 a plan, file or wish does not fit, 2 wrong use, 130 stopped with Ctrl+C or asked to end, 141 nobody reads on.
"""

from __future__ import annotations

import _thread
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from massastudie.errors import MassastudieError

DEBUG = "MASSASTUDIE_DEBUG"
#: How long a stop waits for a library that is being loaded, seconds.
WAIT_S = 0.05


class Stop:
    """A stop of this program: whether it was asked, and whether it waits for the end of a step."""

    asked = False
    waits = False


class Failure(click.ClickException):
    """Something did not fit: one sentence, exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """The sentence on stderr."""
        click.echo(f"massastudie: {self.message}", file=file or sys.stderr)


class Commands(click.Group):
    """The group of commands: opens the window when none is named, and turns every error into a sentence."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`massastudie`, `massastudie FOLDER` and `massastudie --studie FILE` mean `massastudie open …`."""
        if not args or self.means_open(ctx, args[0]):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def means_open(self, ctx: click.Context, first: str) -> bool:
        """True when the first word is an option of `open`, or a folder and not a command."""
        if first.startswith("-"):
            own = {name for param in self.get_params(ctx) for name in param.opts}
            return first.partition("=")[0] not in own
        return first not in self.commands and Path(first).is_dir()

    #: Set when this process is for one command only, and may end with it.
    is_program = False

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        end_when_asked()
        try:
            found = super().invoke(ctx)
            sys.stdout.flush()
            return found
        except MassastudieError as error:
            raise _told(error, str(error)) from error
        except BrokenPipeError:
            _quiet_stdout()
            ctx.exit(141)
        except KeyboardInterrupt:
            self._stopped(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if Stop.asked:  # a library that was stopped amid its work told of it in its own way
                self._stopped(ctx)
            raise _told(error, _unexpected(error)) from error

    def _stopped(self, ctx: click.Context) -> NoReturn:
        click.echo("massastudie: afgebroken", err=True)
        if self.is_program:
            _leave(130)
        ctx.exit(130)


def _leave(code: int) -> None:
    """End here: what was being drawn when the stop came cannot be taken down in order, and Qt breaks on it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def end_when_asked() -> None:
    """Let a program that is asked to end, with Ctrl+C (where that is not for another) or by SIGTERM, clean up."""
    Stop.asked = False
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _end)
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _end)


def _end(number: int, frame: FrameType | None) -> None:
    """Stop; while a library is being loaded a little later, for some swallow a stop then, and others break on it."""
    Stop.asked = True
    if Stop.waits:
        return
    if not _loading(frame):
        raise KeyboardInterrupt
    timer = threading.Timer(WAIT_S, _thread.interrupt_main, (number,))
    timer.daemon = True
    timer.start()


@contextmanager
def stops_between() -> Iterator[Callable[[], None]]:
    """Within it a stop waits until the function it gives is called, between two steps: libraries that draw break on a
    stop amid their work, or swallow it."""

    def look() -> None:
        if Stop.asked:
            raise KeyboardInterrupt

    Stop.waits = True
    try:
        yield look
    finally:
        Stop.waits = False


def _loading(frame: FrameType | None) -> bool:
    """Whether an import is under way."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _told(error: Exception, sentence: str) -> Exception:
    """The failure to show; with MASSASTUDIE_DEBUG set the error itself, with its traceback."""
    return error if os.environ.get(DEBUG) else Failure(" ".join(sentence.split()))


def _unexpected(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"de schijf is vol ({error.filename or 'bij het schrijven'})"
    kind = type(error).__name__
    return f"onverwachte fout ({kind}: {error}); zet {DEBUG}=1 om te zien waar, en meld het"


def _quiet_stdout() -> None:
    """Nobody reads any more: let the flush at exit go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
