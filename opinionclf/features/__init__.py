"""Features: from segments to named numbers."""
