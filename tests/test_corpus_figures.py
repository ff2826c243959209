"""What the figures of the corpus (``benchmarks/corpus_*.py``) count."""

from __future__ import annotations

from conftest import REPOSITORY, load_program

common = load_program(REPOSITORY / "benchmarks" / "corpus_common.py")


def test_a_content_word_is_placed_by_no_lexicon_even_where_phrases_begin_with_it() -> None:
    """``House`` is no entry by itself, only ``house of cards`` and its like are; ``shameful`` is one."""
    read = common.read_texts(["The house burned near the shameful bridge in Leeds.", "It is a house of cards."])
    words = [read.words(token) for token in common.content_tokens(read).nonzero()[0]]
    assert words == ["house", "bridge", "leeds"]
