"""Twosource keeps a ledger of claims read from raw news, each with its chain of sources and its exact
words."""
