"""Evaluations against gold data, one folder a corpus. Gold is read from a folder given by ``--data`` and never committed."""
