"""How plain a text is: three formulas, offline, without a dictionary. They see length only; nonsense passes them.

Flesch-Kincaid grade (Kincaid et al. 1975), first Wiener Sachtextformel (Bamberger and Vanecek 1984), LIX (Björnsson
1968). A sentence ends at ``. ! ?``, at a colon before a capital, or with its line. Syllables are groups of vowels; that
counts a few too many rather than too few.

``python -m tests.plan.readability`` prints the table of docs/readability.md.
"""

from __future__ import annotations

import fnmatch
import re
import sys
from dataclasses import dataclass

from devicecheck.words import inventory

LONG_WORD = 6
"""Letters; a word with more is long."""
_END = re.compile(r"[.!?]+(?=\s|$)|:(?=\s+[A-ZÄÖÜ„“])|\n")
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_VOWELS = {
    "de": re.compile(r"[aeiouäöüy]+", re.IGNORECASE),
    "en": re.compile(r"[aeiouy]+", re.IGNORECASE),
    "ro": re.compile(r"[aeiouăâîy]+", re.IGNORECASE),
}
_DIPHTHONGS = re.compile(r"(ai|au|äu|ei|eu|ie|aa|ee|oo|ui)", re.IGNORECASE)
_SILENT = re.compile(r"(?<=[^aeiouyl])e(s|d)?$|(?<=[aeiouy]l)es?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the formulas say of one text."""

    words: int
    mean_sentence: float
    longest_sentence: int
    grade: float
    """School grade: Flesch-Kincaid for English, Wiener Sachtextformel for German; 0 for other languages."""
    lix: float


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence."""
    found = (_WORD.findall(part) for part in _END.split(text))
    return [words for words in found if words]


def syllables(word: str, language: str) -> int:
    """Return how many syllables a word has; at least one."""
    if language == "de":
        return max(1, sum(_german(group[0]) for group in _VOWELS["de"].finditer(word)))
    counted = _SILENT.sub("", word) if language == "en" else word
    return max(1, len(_VOWELS[language].findall(counted)))


def _german(vowels: str) -> int:
    return len(_DIPHTHONGS.sub("a", vowels))


def measure(text: str, language: str) -> Measure:
    """Return the figures for a text; ``ValueError`` if it has no words."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    if not words:
        raise ValueError("no words")
    mean = len(words) / len(parts)
    long = 100 * sum(1 for word in words if len(word) > LONG_WORD) / len(words)
    return Measure(
        words=len(words),
        mean_sentence=mean,
        longest_sentence=max(len(part) for part in parts),
        grade=_grade(words, mean, long, language),
        lix=mean + long,
    )


def _grade(words: list[str], mean: float, long: float, language: str) -> float:
    counts = [syllables(word, language) for word in words] if language in _VOWELS else [0]
    if language == "en":
        return 0.39 * mean + 11.8 * sum(counts) / len(words) - 15.59
    if language == "de":
        many = 100 * sum(1 for one in counts if one > 2) / len(words)
        single = 100 * sum(1 for one in counts if one == 1) / len(words)
        return 0.1935 * many + 0.1672 * mean + 0.1297 * long - 0.0327 * single - 0.875
    return 0.0


def corpora(language: str) -> dict[str, str]:
    """Return all client texts of a kind, one below the other: spoken actions, words on paper, questions."""
    kinds = {"actions": "plan/actions/*/text", "paper": "plan/actions/*/sheet", "questions": "plan/questions/*/text"}
    return {
        name: "\n".join(
            one.texts[language] for one in inventory.entries() if one.client and fnmatch.fnmatch(one.key, pattern)
        )
        for name, pattern in kinds.items()
    }


def table() -> str:
    """Return the measured table as Markdown."""
    rows = ["| text | words | grade | LIX | mean sentence | longest |", "|---|---|---|---|---|---|"]
    names = {"actions": "what is said: actions", "paper": "what is printed: sheet", "questions": "questions"}
    for language, label in (("de", "German"), ("en", "English"), ("ro", "Romanian, draft")):
        for name, text in corpora(language).items():
            found = measure(text, language)
            grade = f"{found.grade:.1f}" if language in {"de", "en"} else "-"
            rows.append(
                f"| {names[name]}, {label} | {found.words} | {grade} | {found.lix:.0f} "
                f"| {found.mean_sentence:.1f} | {found.longest_sentence} |"
            )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
