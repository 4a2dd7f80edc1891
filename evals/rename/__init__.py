"""The rename test: the news gold under other names of the same type, ten times."""
