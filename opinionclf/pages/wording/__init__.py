"""What a line of a page tells by its words alone: which are headings, bylines, phrases of furniture, calls on readers."""
