"""The lines of a page: paragraphs, headings, page furniture."""
