"""Times in one or two sentences of news, with and without a day of publication."""
