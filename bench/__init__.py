"""How fast Twosource reads, as a ratio to the parser it is built on: ``python -m bench`` (``make bench``)."""
