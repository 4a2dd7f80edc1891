"""Measuring Twosource against gold data: one folder a corpus, matching and counting in `evals.scoring`."""
