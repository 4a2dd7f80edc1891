"""The invented situation of ``examples/`` against its gold in ``tests/golden/examples``."""
