"""Speakers of interviews and transcripts, and what they say."""
