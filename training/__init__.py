"""How the encoder's weights are made: prepare the gold, train, shrink. Needs the extra ``train``."""
