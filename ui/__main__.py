"""`python -m ui` is the command `massastudie`."""

from .cli import main

main()
