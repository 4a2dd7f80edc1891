"""Claims of many documents compared: statements, relations, origins, figures, positions, events. Pure.

Sees no page.
"""
