"""The commands of ``opinionclf``, one module each: `add` describes the arguments, `run` does the work."""
