"""The search for cue, source and content inside one sentence, from closed classes of words."""
