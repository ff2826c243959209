"""Who says what: the source, the cue and the content of a report, carried from sentence to sentence."""
