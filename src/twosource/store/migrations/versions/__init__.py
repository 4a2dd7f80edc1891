"""One module a migration; its name starts with its number."""
