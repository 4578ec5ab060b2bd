"""A folder of library files to a library, with everything that is wrong in any of them told at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.library.marked import LibraryProblem, Problem, read_page
from suggestions.library.parsing import take_response, take_shared
from suggestions.library.responses import Library
from suggestions.library.trees import find_cycle, find_leaves
from suggestions.library.vocabulary import suggest_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from suggestions.library.marked import Page
    from suggestions.library.responses import Response, Wording


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One readable file: a response, or wordings that all responses of the language share."""

    page: Page
    language: str
    wordings: tuple[Wording, ...]
    response: Response | None = None

    @property
    def where(self) -> str:
        """The path inside the library's folder."""
        return self.page.where

    def find_wording_lines(self) -> dict[str, int]:
        """The line of each wording by its id; of two that are the same the first."""
        found: dict[str, int] = {}
        counts: dict[str, int] = {}
        for wording in self.wordings:
            number = counts.get(wording.part, 0)
            counts[wording.part] = number + 1
            found.setdefault(wording.id, self.page.find_line(("parts", str(wording.part), number)))
        return found


def load_library(folder: Path) -> Library:
    """Every `*.yaml` below the folder. Raises LibraryProblem with all problems of all files."""
    files, problems = read_files(folder)
    if problems:
        raise LibraryProblem(problems)
    return make_library(files)


def read_files(folder: Path) -> tuple[tuple[LibraryFile, ...], tuple[Problem, ...]]:
    """The files that can be used, and the problems of those that cannot.

    Raises LibraryProblem where there is no file to read.
    """
    pages = [_read(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.yaml"))]
    # taking the nouns off a page is what finds its problems
    files = [file for page in pages if (file := _take_file(page))]
    good = tuple(file for file in files if not file.page.problems)
    problems = [problem for page in pages for problem in page.problems]
    if not problems and not any(file.response for file in good):
        nothing = Problem(str(folder), 0, "no response files here", "a library is a folder of .yaml files")
        raise LibraryProblem([nothing])
    return good, tuple(sorted([*problems, *_check_together(good)]))


def make_library(files: Iterable[LibraryFile]) -> Library:
    responses: list[Response] = []
    shared: dict[str, tuple[Wording, ...]] = {}
    for file in files:
        if file.response:
            responses.append(file.response)
        else:
            shared[file.language] = shared.get(file.language, ()) + file.wordings
    return Library(tuple(responses), shared)


def _read(path: Path, where: str) -> Page:
    try:
        return read_page(path.read_text(encoding="utf-8"), where)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        page = read_page("", where)
        page.tell((), f"the file cannot be read ({reason})", "save it as UTF-8 text that this program may read")
        return page


def _take_file(page: Page) -> LibraryFile | None:
    if page.where.rpartition("/")[2].split(".")[0] == "shared":
        language, wordings = take_shared(page)
        return LibraryFile(page, language, wordings)
    response = take_response(page)
    return LibraryFile(page, response.language, response.wordings, response) if response else None


def _check_together(files: Iterable[LibraryFile]) -> Iterator[Problem]:
    """What is wrong between files: two of one reason, and trees that lead nowhere or round."""
    owners: dict[str, str] = {}
    reasons: dict[str, list[Response]] = {}
    answering = [(file, file.response) for file in files if file.response]
    for file, response in answering:
        reasons.setdefault(response.language, []).append(response)
        if other := owners.get(response.id):
            line = file.page.find_line(("reason",))
            what = f"{response.id} is in the library already, in {other}"
            yield Problem(file.where, line, what, "rename one of them")
        owners[response.id] = owners.get(response.id, file.where)
    for file, response in answering:
        if response.tree:
            yield from _check_tree(file, response, reasons[response.language])


def _check_tree(file: LibraryFile, response: Response, beside: list[Response]) -> Iterator[Problem]:
    known = [other.reason for other in beside]
    for use, place in find_leaves(response.tree):
        if use not in known:
            what = f"no response has the reason {use!r} in {response.language}"
            yield Problem(file.where, file.page.find_line(place), what, suggest_name(use, known))
    if cycle := find_cycle(response.reason, beside):
        what = f"the trees lead round: {' → '.join(cycle)}"
        yield Problem(file.where, file.page.find_line(("tree",)), what, "take one of the branches away")
