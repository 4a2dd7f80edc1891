"""``python -m twosource``: the command line."""

from twosource.views.cli import main

main()
