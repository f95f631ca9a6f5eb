"""Ask what this machine has: a screen, and the system libraries that the window, pictures and tests load.

    python3 scripts/machine.py python          can this Python make a virtual environment?
    python3 scripts/machine.py display         exit 0 when a window can be shown
    python3 scripts/machine.py libs window     see to the libraries for: picture, window or test

Libraries are looked for by loading them, not by asking a package manager. What is missing is installed where that can
be done (Debian or a relative of it, with root or sudo without a password); elsewhere the line that does it is printed.
Standard library only, and readable for an older Python: it runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
#: Debian package -> the library that is loaded from it.
PICTURE = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
WINDOW = PICTURE | {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcursor1": "libXcursor.so.1",
}
#: Debian package -> the program that is run from it.
PROGRAMS = {"xvfb": "xvfb-run", "xauth": "xauth"}
#: Its absence costs a warning, nothing more.
OPTIONAL = {"libxcursor1"}


def missing_packages(purpose: str) -> list[str]:
    """Debian names of what `purpose` (picture, window, test) needs and this machine lacks."""
    libraries = PICTURE if purpose == "picture" else WINDOW
    missing = [package for package, soname in libraries.items() if not can_load(soname)]
    if purpose == "test":
        missing += [package for package, program in PROGRAMS.items() if not shutil.which(program)]
    return missing


def can_load(soname: str) -> bool:
    """Whether the loader finds this library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def is_debian() -> bool:
    """Whether this is Debian or a relative (Ubuntu, Mint ...) with apt-get."""
    release = Path("/etc/os-release")
    text = release.read_text(encoding="utf-8") if release.is_file() else ""
    values = [line.partition("=")[2].strip('"') for line in text.splitlines() if line.startswith(("ID=", "ID_LIKE="))]
    return "debian" in " ".join(values).split() and shutil.which("apt-get") is not None


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root: nothing, sudo, or None when neither is possible here."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None


def install(packages: list[str], prefix: list[str]) -> bool:
    """Install Debian packages; True when both steps succeed."""
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    steps = [[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]]
    for step in steps:
        print("+", shlex.join(step), flush=True)
        if subprocess.run(step, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def see_to_libraries(purpose: str) -> int:
    """Exit code: 0 when everything `purpose` needs is there (or was installed), 1 after saying what is missing."""
    if not sys.platform.startswith("linux"):
        return 0  # Qt and VTK bring all they need on macOS and Windows
    missing = missing_packages(purpose)
    if not missing:
        return 0
    print("Systeembibliotheken die nog ontbreken (missing system libraries):", " ".join(missing), flush=True)
    prefix = root_prefix() if is_debian() else None
    if prefix is not None and install(missing, prefix):
        missing = missing_packages(purpose)
    needed = [package for package in missing if package not in OPTIONAL]
    if needed:
        explain(needed)
    return 1 if needed else 0


def explain(packages: list[str]) -> None:
    """Print the line that installs what is missing, or what to look for where apt-get is not used."""
    names = " ".join(packages)
    if is_debian():
        line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        print("Fout: installeren lukte hier niet. Doe dit eerst en probeer het opnieuw:", file=sys.stderr)
        print(f"\n    {line}\n", file=sys.stderr)
    else:
        files = [WINDOW.get(package) or PROGRAMS[package] for package in packages]
        print(
            "Fout: installeer met het pakketbeheer van dit systeem wat deze bestanden levert en probeer het opnieuw: "
            f"{', '.join(files)} (op Debian: {names}).",
            file=sys.stderr,
        )


def has_display() -> bool:
    """Whether a window can be shown here. A DISPLAY that nobody answers to counts as none."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and x_server_answers()


def x_server_answers() -> bool:
    """Whether an X server is listening at DISPLAY; True when libX11 is not there to ask it with."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    handle = x11.XOpenDisplay(None)
    if handle:
        x11.XCloseDisplay(handle)
    return bool(handle)


def check_python() -> int:
    """Exit code: 0 when this Python is new enough and can make a virtual environment."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST_PYTHON:
        print(f"Fout: Python 3.11 of nieuwer is nodig, gevonden {found} ({sys.executable}).", file=sys.stderr)
        print("Wijs een andere aan met: make PYTHON=python3.11 ...", file=sys.stderr)
        return 1
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        print(f"Fout: {sys.executable} kan geen virtuele omgeving maken (ensurepip ontbreekt).", file=sys.stderr)
        print("Op Debian en Ubuntu: sudo apt-get install -y python3-venv", file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str]) -> int:
    """Run one of the questions in the module's text; exit code 2 for a question it does not know."""
    if arguments == ["python"]:
        return check_python()
    if arguments == ["display"]:
        return 0 if has_display() else 1
    if len(arguments) == 2 and arguments[0] == "libs" and arguments[1] in ("picture", "window", "test"):
        return see_to_libraries(arguments[1])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
