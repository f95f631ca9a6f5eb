"""The main job without a screen: the figures per fase as a table, and one picture per fase.

    python scripts/overview.py uit             pictures go to the folder uit/

It types the same commands a user would type, so it shows nothing that the command line cannot do.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CLI = [sys.executable, "-m", "ui.cli"]
SIZE = "1920x1080"


def main(folder: Path) -> int:
    """Print the table, write `<fase>.png` for each fase into `folder`; exit code of the first command that fails."""
    print("Geen scherm gevonden, dus geen venster: hier zijn de kerncijfers per fase en één beeld per fase.")
    print("(No display found, so no window: here are the figures per phase and one picture per phase.)\n", flush=True)
    code = subprocess.run([*CLI, "kerncijfers"], check=False).returncode
    if code:
        return code
    folder.mkdir(parents=True, exist_ok=True)
    for fase in read_fasen():
        out = folder / f"{fase}.png"
        code = subprocess.run(
            [*CLI, "beeld", "--fase", fase, "--size", SIZE, "--out", str(out)], stdout=subprocess.DEVNULL, check=False
        ).returncode
        if code:
            return code
        print(f"Beeld geschreven: {out}", flush=True)
    return 0


def read_fasen() -> list[str]:
    """The ids of the fasen of the built-in plan, in order."""
    answer = subprocess.run(
        [*CLI, "kerncijfers", "--format", "json"], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return [fase["id"] for fase in json.loads(answer.stdout)["fasen"]]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
