"""Who is quoted in a document: the ways in which it names one source, put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from opinionclf.places import Place
from opinionclf.sources.documentnames import DocumentNames
from opinionclf.sources.namedbodies import NamedBodies
from opinionclf.sources.namenouns import same_nouns
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.sources.sentencecapitals import SentenceCapitals
from opinionclf.sources.sexes import Sexes
from opinionclf.sources.sourcenames import People, is_definite, is_named_behind_duty, source_key, tells_nobody

if TYPE_CHECKING:
    from collections.abc import Callable

_Identity = tuple[str, str]  # what stands for a source among all, and its name


@dataclass(slots=True)
class Source:
    """Somebody who is quoted in a document.

    Attributes
    ----------
    name : str
        The longest way in which the document names the source; of a role that is named, the name.
    count : int
        Sentences attributed to it by name.
    guessed : int
        Further sentences attributed to a pronoun that may stand for it.
    mentions : list of Place
        Where it is named as a source; one place for each time.
    sentences : list of int
        Where the attributed sentences begin, guesses included.
    is_noun : bool
        The name is a noun that a sentence begins with: ``Police``.
    """

    name: str
    count: int = 0
    guessed: int = 0
    mentions: list[Place] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    is_noun: bool = field(default=False, repr=False)

    @property
    def is_name(self) -> bool:
        """Whether the name is one, which other articles may have: ``Ada Lowe``, ``the FBI``; not ``the council``."""
        words = [word for word in self.name.split() if word.lower() not in source_classes()["determiner"]]
        # A notice of Monday; not: the chief of police Ada Lowe
        tied = any(word in source_classes()["preposition"] for word in words) and not is_named_behind_duty(words)
        return not self.is_noun and bool(words) and (words[0][0].isupper() or (words[-1][0].isupper() and not tied))

    def to_dict(self) -> dict[str, Any]:
        """Return the source as plain types."""
        return {
            "name": self.name, "is_name": self.is_name, "count": self.count, "guessed": self.guessed,
            "mentions": [place._asdict() for place in self.mentions], "sentences": self.sentences,
        }  # fmt: skip


def _in_a_list(name: str) -> str:
    """A name apart from where it stood: on one line, and without the capital of a sentence: ``the council``"""
    first, *others = name.split()
    classes = source_classes()
    small = others and first.lower() in classes["article"] | classes["possessive"]
    return " ".join([first.lower() if small else first, *others])


class Listing:
    """The sources of one document, in the order in which they speak.

    Parameters
    ----------
    names : DocumentNames
    bodies : NamedBodies
    sexes : Sexes
    capitals : SentenceCapitals
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    """

    def __init__(self, names: DocumentNames, bodies: NamedBodies, sexes: Sexes, capitals: SentenceCapitals,
                 is_source_noun: Callable[[str], bool]) -> None:  # fmt: skip
        self._names = names
        self._bodies = bodies
        self._sexes = sexes
        self._capitals = capitals
        self._is_source_noun = is_source_noun
        self._found: dict[str, Source] = {}
        self._roles: dict[str, _Identity] = {}  # of those that are named behind them
        self._introduced: dict[str, _Identity | None] = {}  # nouns of those without a name; None for nouns of several
        self._people = People(is_source_noun)
        self._mentioned: set[tuple[str, Place]] = set()

    def add(self, source: Place, name: Place | None, antecedent: Place | None, start: int) -> None:
        """Add the sentence that begins at `start`."""
        said_by = antecedent or source
        if antecedent is None and tells_nobody(source.text):
            return
        key, listed = self._identity(said_by, None if antecedent else name)
        key, listed = self._person(key, listed)
        listed = _in_a_list(listed)
        entry = self._found.setdefault(key, Source(""))
        if len(listed) > len(entry.name):
            entry.name, entry.is_noun = listed, listed == _in_a_list(said_by.text) and self._capitals.is_noun(said_by)
        if antecedent:
            entry.guessed += 1
        else:
            entry.count += 1
            if (key, said_by) not in self._mentioned:
                self._mentioned.add((key, said_by))
                entry.mentions.append(said_by)
        entry.sentences.append(start)

    def sources(self) -> list[Source]:
        """Return the sources, most quoted first."""
        return sorted(self._found.values(), key=lambda source: (-source.count - source.guessed, source.sentences[0]))

    def _identity(self, place: Place, named: Place | None) -> _Identity:
        """What stands for a source among all, and its name; a role or noun that somebody had before is the same one's."""
        said_by = place.text
        key = source_key(said_by, self._is_source_noun)
        if named is not None:
            identity = self._of_name(source_key(named.text, self._is_source_noun), named.text)
            if is_definite(said_by):
                self._roles[key] = identity
            return identity
        if key in self._roles:
            return self._roles[key]
        words = said_by.lower().split()
        bearer = self._names.bearers.of(said_by)
        introduced = self._again(words[-1], known=bearer is not None) if words[0] == "the" and len(words) == 2 else None
        if bearer is not None and introduced is not None:
            return key, said_by  # the minister, where Minister Ada Lowe and a minister have spoken, may be either
        if bearer is None and (introduced is None or is_definite(introduced[1])):
            body = self._bodies.named_again(place)
            introduced = introduced if body is None else self._of_name(source_key(body.text, self._is_source_noun), body.text)
        if bearer is not None or introduced is not None:
            return bearer or introduced or (key, said_by)
        identity = self._of_name(key, said_by)
        self._introduce(said_by, identity)
        return identity

    def _again(self, noun: str, *, known: bool) -> _Identity | None:
        """Whom a noun means that one without a name had before; if nobody is known by it, with a word for the same."""
        if noun in self._introduced or known:
            return self._introduced.get(noun)
        found = [self._introduced[other] for other in sorted(same_nouns(noun)) if other in self._introduced]
        return found[0] if len(found) == 1 else None

    def _person(self, key: str, name: str) -> _Identity:
        """What stands for one person of a surname, and the full name."""
        titled = self._sexes.by_title(key, name)
        if titled is not None and titled[0] != key:
            return titled
        name = name if titled is None else titled[1]
        key = self._people.key(key, name)
        return key, self._names.full_name(key, name)

    def _of_name(self, key: str, name: str) -> _Identity:
        return self._names.surname(key, name), name

    def _introduce(self, said_by: str, identity: _Identity) -> None:
        """Keep the noun of a source without a name: ``a woman in a green hat``, ``one aide``, ``Lowe's sister``."""
        words = said_by.lower().replace("’", "'").split()
        classes = source_classes()
        ties = classes["preposition"] | classes["relative"]
        parts = [word in classes["participle"] or word.endswith("ed") for word in words]  # a paper seen by this newspaper
        end = next((i for i, word in enumerate(words) if i and (word in ties or (i > 1 and parts[i]))), len(words))
        head = words[end - 1]
        opens = words[0] in classes["indefinite_article"] or words[0] == "one" or is_definite(said_by)
        if not opens or end < 2 or said_by.split()[end - 1][:1].isupper():
            return
        known = self._introduced.get(head, identity)
        self._introduced[head] = identity if known == identity else None
