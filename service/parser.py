"""How the command reads its arguments: argparse, whose own words are English, made to speak Vietnamese."""

from __future__ import annotations

import argparse
import datetime
import re
import textwrap
from difflib import get_close_matches
from typing import Any, NoReturn

from service.errors import EXIT_USAGE
from service.output import complain
from service.verbs.help import ENDING, GROUPS, HELP

# What argparse says of a wrong argument -> the same in Vietnamese. What is none of these is passed on as it is.
_SAID = (
    (r"the following arguments are required: (.+)", r"còn thiếu \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", ""),
    (r"argument (.+?): invalid \w+ value: '(.*)'", r"\1: “\2” không phải số nguyên"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1: cần một giá trị"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 không dùng cùng \2"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 không nhận giá trị “\2”"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 có thể là \2: hãy gõ đủ"),
    (r"unrecognized arguments: (.+)", r"không có tham số \1"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)

_MOST = 2**31 - 1


class Parser(argparse.ArgumentParser):
    """As argparse's, with headings, help and errors in Vietnamese. Parsers of verbs are of this class too."""

    def __init__(self, *, add_help: bool = True, **kwargs: Any) -> None:
        super().__init__(add_help=False, **kwargs)
        if add_help:
            self.add_argument("-h", "--help", action="help", help="in hướng dẫn này rồi thoát")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "cách dùng:", 1)

    def format_help(self) -> str:
        # not earlier: groups of parent parsers are merged by their first titles
        self._positionals.title, self._optionals.title = "tham số", "tùy chọn"
        verbs = next((one for one in self._actions if isinstance(one, argparse._SubParsersAction)), None)
        if verbs is not None:
            return _overview(self, verbs)
        told, examples = HELP.get(self.prog.rpartition(" ")[2], ("", ()))
        self.description = told or None
        printed = super().format_help().replace("usage:", "cách dùng:", 1)
        lines = "".join(f"  vanban {one}\n" for one in examples)
        return f"{printed}\nví dụ:\n{lines}" if examples else printed

    def error(self, message: str) -> NoReturn:
        """One line that says what is wrong, one that says where to read on; exit status 2."""
        complain(f"{self.prog}: {in_vietnamese(message)}")
        complain(f"Xem cách dùng: {self.prog} --help")
        raise SystemExit(EXIT_USAGE)


def in_vietnamese(message: str) -> str:
    """What argparse says, as a sentence for people who read Vietnamese; a near choice follows a wrong one."""
    for pattern, said in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is None:
            continue
        if "choose from" not in message:
            return found.expand(said) + "."
        choices = [choice.strip("'") for choice in found[3].split(", ")]  # quoted before Python 3.12
        near = get_close_matches(found[2], choices, n=1)
        hint = f" Có phải là {near[0]}?" if near else ""
        return f"không có {found[1]} “{found[2]}”.{hint} Chọn một trong: {', '.join(choices)}."
    return message


def _overview(parser: Parser, verbs: argparse._SubParsersAction[Any]) -> str:
    """All verbs, ordered by what one wants to do, where argparse would list them in the order of the code."""
    told = {one.dest: one.help or "" for one in verbs._choices_actions}
    width = max(map(len, told)) + 2
    parts = [parser.format_usage(), textwrap.fill(parser.description or "", 80)]
    for name, members in GROUPS:
        parts.append("\n".join([f"{name}:", *(f"  {one:{width}}{told[one]}" for one in members)]))
    options = "\n".join(
        f"  {', '.join(one.option_strings):{width + 1}}{one.help}" for one in parser._actions if one.option_strings
    )
    return "\n\n".join(part.rstrip("\n") for part in (*parts, f"tùy chọn:\n{options}", ENDING)) + "\n"


def day_of(value: str) -> str:
    """A type of arguments: days as people write them (07/4/2014) or ISO; what comes back is ISO."""
    written = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value.strip(), re.ASCII)
    iso = f"{written[3]}-{int(written[2]):02}-{int(written[1]):02}" if written else value.strip()
    try:
        if len(iso) == 10 and iso.isascii():
            return datetime.date.fromisoformat(iso).isoformat()
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{value}” không phải là ngày; hãy viết như 07/4/2014 hoặc 2014-04-07")


def whole(low: int, high: int | None = None) -> Any:
    """A type of arguments: whole numbers from `low` to `high`, both taken; none that a database cannot hold."""

    def read(value: str) -> int:
        number = int(value)
        if number < low or (high is not None and number > high):
            range_ = f"từ {low} trở lên" if high is None else f"từ {low} đến {high}"
            raise argparse.ArgumentTypeError(f"phải là số nguyên {range_}")
        if number > _MOST:
            raise argparse.ArgumentTypeError(f"lớn nhất là {_MOST}")
        return number

    return read
