"""What a reader meets: the command line, the briefing, exports. Views decide nothing."""
