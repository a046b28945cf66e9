"""A small reader of shell command lines: pipelines, ``for``, ``while``, ``if``, ``$(…)``.

What it does not know, it refuses.
It understands less than Android's shell on purpose: no functions, no background jobs, no arithmetic, no here
documents, no writing redirection but to ``/dev/null``. ``allowed.py`` walks what it returns.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

NAME = re.compile(r"[a-z_][a-z0-9_]*")
"""Variables are lower case: ``PATH``, ``IFS`` and ``ENV`` change what a command means."""
_BRACED = re.compile(r"\{(#?[a-z_][a-z0-9_]*|[a-z_][a-z0-9_]*(?:%%?|##?)[A-Za-z0-9_.:/=,*?-]+)\}")
_REDIRECT = re.compile(r"([12]?>&[12]|[12]?>[ \t]*/dev/null|<[ \t]*[A-Za-z0-9_./-]+)(?=[\s;|)&]|$)")
_BLANK = " \t"
_END = _BLANK + "\n;|&()<>"
_RESERVED = {"do", "done", "then", "else", "elif", "fi", "esac", "in"}
_DEPTH = 12


class NotUnderstoodError(ValueError):
    """The command line has something that this reader does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One argument as far as it is known before the phone has seen it."""

    text: str | None
    """Its whole value, or ``None`` if the phone fills something in."""
    prefix: str
    """Its known beginning."""
    splits: bool
    """Whether the phone may make several arguments of it (an expansion or pattern outside quotes)."""
    inner: tuple[Line, ...] = ()
    """Commands inside it, ``$(…)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """One command with its arguments."""

    words: tuple[Word, ...]
    assigned: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Commands that may run, in whatever order, and words that are only expanded."""

    commands: tuple[Simple, ...]
    words: tuple[Word, ...] = ()


def read(text: str) -> Line:
    """Return the commands of ``text``; raises ``NotUnderstoodError``."""
    strange = [mark for mark in text if not (mark.isprintable() or mark in "\t\n")]
    if strange:
        raise NotUnderstoodError(f"the character {strange[0]!r}")
    reader = _Reader(text)
    line = reader.line(frozenset())
    if reader.at < len(text):
        raise NotUnderstoodError(f"{text[reader.at :][:20]!r}")
    return line


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def line(self, until: frozenset[str]) -> Line:
        """Read commands up to a reserved word of ``until``, a closing parenthesis or the end."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise NotUnderstoodError("too many levels")
        commands: list[Simple] = []
        words: list[Word] = []
        while True:
            self.blank("\n;" if commands or words else "\n")
            if self.at >= len(self.text) or self.text[self.at] == ")" or self.peek() in until:
                break
            self.command(commands, words)
            self.joint()
        self.depth -= 1
        if not commands and not words:
            raise NotUnderstoodError("an empty command")
        return Line(commands=tuple(commands), words=tuple(words))

    def joint(self) -> None:
        self.blank()
        for mark in ("&&", "||", ";", "\n", "|"):
            if self.text.startswith(mark, self.at) and not self.text.startswith((";;", "|&"), self.at):
                self.at += len(mark)
                return
        if self.at < len(self.text) and self.text[self.at] != ")" and self.peek() not in _RESERVED:
            raise NotUnderstoodError(f"{self.text[self.at :][:20]!r}")

    def blank(self, more: str = "") -> None:
        while self.at < len(self.text) and self.text[self.at] in _BLANK + more:
            self.at += 1

    def peek(self) -> str:
        """Return the bare word that comes next, or nothing."""
        end = self.at
        while end < len(self.text) and self.text[end] in string.ascii_lowercase + "!":
            end += 1
        return self.text[self.at : end] if end == len(self.text) or self.text[end] in _END else ""

    def take(self, word: str) -> None:
        self.blank("\n")
        if self.peek() != word:
            raise NotUnderstoodError(f"{self.text[self.at :][:20]!r} where {word!r} belongs")
        self.at += len(word)

    def command(self, commands: list[Simple], words: list[Word]) -> None:
        match self.peek():
            case "for":
                self.loop_over(commands, words)
            case "while":
                self.take("while")
                self.body(commands, words, "do")
                self.take("do")
                self.body(commands, words, "done")
                self.take("done")
                self.redirects()
            case "if":
                self.choice(commands, words)
            case "!":
                self.take("!")
                self.blank()
                self.command(commands, words)
            case _ if self.text.startswith("(", self.at):
                self.at += 1
                self.body(commands, words)
                self.close()
                self.redirects()
            case _:
                commands.append(self.simple())

    def body(self, commands: list[Simple], words: list[Word], *until: str) -> None:
        inner = self.line(frozenset(until))
        commands.extend(inner.commands)
        words.extend(inner.words)

    def loop_over(self, commands: list[Simple], words: list[Word]) -> None:
        self.take("for")
        self.blank()
        name = NAME.match(self.text, self.at)
        if not name:
            raise NotUnderstoodError("a loop's variable")
        self.at = name.end()
        self.take("in")
        while (word := self.word()) is not None:
            words.append(word)
        self.blank()
        self.at += self.text.startswith((";", "\n"), self.at)
        self.take("do")
        self.body(commands, words, "done")
        self.take("done")
        self.redirects()

    def choice(self, commands: list[Simple], words: list[Word]) -> None:
        self.take("if")
        self.body(commands, words, "then")
        self.take("then")
        self.body(commands, words, "else", "elif", "fi")
        if self.peek() == "elif":
            self.at += 2
            return self.choice(commands, words)
        if self.peek() == "else":
            self.take("else")
            self.body(commands, words, "fi")
        self.take("fi")
        return self.redirects()

    def close(self) -> None:
        self.blank("\n")
        if not self.text.startswith(")", self.at):
            raise NotUnderstoodError("a parenthesis that stays open")
        self.at += 1

    def simple(self) -> Simple:
        words: list[Word] = []
        assigned: list[Word] = []
        while True:
            self.redirects()
            start = self.at
            word = self.word()
            if word is None:
                break
            head = self.text[start : self.at].partition("=")[0]
            if not words and "=" in self.text[start : self.at] and NAME.fullmatch(head):
                assigned.append(word)
            else:
                words.append(word)
        if not words and not assigned:
            raise NotUnderstoodError(f"{self.text[self.at :][:20]!r}")
        if words and words[0].text in _RESERVED:
            raise NotUnderstoodError(f"{words[0].text!r} in this place")
        return Simple(words=tuple(words), assigned=tuple(assigned))

    def redirects(self) -> None:
        """Pass over what reads, or throws away; ``word`` refuses any other redirection."""
        self.blank()
        while found := _REDIRECT.match(self.text, self.at):
            self.at = found.end()
            self.blank()

    def word(self) -> Word | None:
        self.blank()
        if self.at >= len(self.text) or self.text[self.at] in ")\n;|&" or _REDIRECT.match(self.text, self.at):
            return None
        made = _Making()
        if self.text[self.at] in "~#":
            raise NotUnderstoodError(f"{self.text[self.at]!r} at the start of a word")
        while self.at < len(self.text) and self.text[self.at] not in _END:
            self.piece(made)
        if not made.begun:
            raise NotUnderstoodError(f"{self.text[self.at :][:20]!r}")
        return made.word()

    def piece(self, made: _Making) -> None:
        mark = self.text[self.at]
        self.at += 1
        if mark == "'":
            end = self.text.find("'", self.at)
            if end < 0:
                raise NotUnderstoodError("a quote that stays open")
            made.add(self.text[self.at : end])
            self.at = end + 1
        elif mark == '"':
            self.quoted(made)
        elif mark == "\\":
            made.add(self.text[self.at : self.at + 1])
            if self.text[self.at : self.at + 1] in ("", "\n"):
                raise NotUnderstoodError("a backslash at the end")
            self.at += 1
        elif mark == "$":
            self.expansion(made, splits=True)
        elif mark in "`{}":
            raise NotUnderstoodError(f"{mark!r} outside quotes")
        elif mark in "*?[" and not self._is_test(made, mark):
            made.unknown(splits=True)
        else:
            made.add(mark)

    def _is_test(self, made: _Making, mark: str) -> bool:
        return mark == "[" and not made.begun and self.text[self.at : self.at + 1] in _BLANK

    def quoted(self, made: _Making) -> None:
        made.add("")
        while self.at < len(self.text) and self.text[self.at] != '"':
            mark = self.text[self.at]
            self.at += 1
            if mark == "$":
                self.expansion(made, splits=False)
            elif mark == "`":
                raise NotUnderstoodError("'`'")
            elif mark == "\\" and self.text[self.at : self.at + 1] in {"$", "`", '"', "\\"}:
                made.add(self.text[self.at])
                self.at += 1
            else:
                made.add(mark)
        if self.at >= len(self.text):
            raise NotUnderstoodError("a quote that stays open")
        self.at += 1

    def expansion(self, made: _Making, *, splits: bool) -> None:
        if self.text.startswith("((", self.at):
            raise NotUnderstoodError("arithmetic")
        if self.text.startswith("(", self.at):
            self.at += 1
            made.inner.append(self.line(frozenset()))
            self.close()
        elif found := (_BRACED.match(self.text, self.at) or NAME.match(self.text, self.at)):
            self.at = found.end()
        elif self.text.startswith("?", self.at):
            self.at += 1
        else:
            raise NotUnderstoodError(f"'${self.text[self.at : self.at + 10]}'")
        made.unknown(splits=splits)


class _Making:
    """A word while it is being read."""

    def __init__(self) -> None:
        self.known = ""
        self.whole = True
        self.splits = False
        self.begun = False
        self.inner: list[Line] = []

    def add(self, text: str) -> None:
        self.begun = True
        if self.whole:
            self.known += text

    def unknown(self, *, splits: bool) -> None:
        self.begun = True
        self.whole = False
        self.splits = self.splits or splits

    def word(self) -> Word:
        text = self.known if self.whole else None
        return Word(text=text, prefix=self.known, splits=self.splits, inner=tuple(self.inner))
