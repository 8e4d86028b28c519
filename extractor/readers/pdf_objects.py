"""What a PDF page draws, object by object, by PDFium's calls on bare addresses: a page has hundreds of objects, and a
pointer made for each costs more than the call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Bounds = tuple[float, float, float, float]
_FORMS_DEEP = 2


class _Calls(NamedTuple):
    kind_of: Callable[..., int]
    count_on_page: Callable[..., int]
    on_page: Callable[..., int]
    count_in_form: Callable[..., int]
    in_form: Callable[..., int]
    bounds: Callable[..., int]
    form: int


def drawn_objects(page: PdfPage, kind: int) -> list[tuple[int, Bounds]]:
    """All objects of a kind (`FPDF_PAGEOBJ_...`) that a page draws, also inside its forms: the address of each, which
    holds as long as the page is open, and left, bottom, right, top in points, as PDF counts them."""
    calls = _calls()
    # The page's address is made an argument once, not for each of its objects.
    handle = ctypes.byref(page.raw.contents)
    level = list(map(calls.on_page, repeat(handle), range(calls.count_on_page(handle))))
    found: list[int] = []
    for _ in range(_FORMS_DEEP + 1):
        kinds = bytes(map(calls.kind_of, level))  # in which a few among hundreds are found without a loop over all
        at = kinds.find(kind)
        while at >= 0:
            found.append(level[at])
            at = kinds.find(kind, at + 1)
        if calls.form not in kinds:
            break
        forms = [at for at, each in zip(level, kinds, strict=True) if each == calls.form]
        level = [calls.in_form(form, position) for form in forms for position in range(calls.count_in_form(form))]
    return list(_placed(found, calls.bounds)) if found else []


def image_share(page: PdfPage) -> float:
    """How much of the page its pictures cover, 0..1 (overlaps counted once by taking at most the whole page)."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    covered = 0.0
    for _, (left, bottom, right, top) in drawn_objects(page, raw.FPDF_PAGEOBJ_IMAGE):
        covered += max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    share: float = covered / max(1.0, width * height)
    return min(1.0, share)


def _placed(objects: list[int], bounds: Callable[..., int]) -> Iterator[tuple[int, Bounds]]:
    edges = (ctypes.c_float * 4)()
    places = [ctypes.byref(edges, at * ctypes.sizeof(ctypes.c_float)) for at in range(4)]
    for drawn in objects:
        if bounds(drawn, *places):
            left, bottom, right, top = edges
            yield drawn, (left, bottom, right, top)


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as raw

    def bare(function: Any, result: Any, *taken: Any) -> Callable[..., int]:
        address = ctypes.cast(function, ctypes.c_void_p).value
        assert address is not None
        # The lock of the interpreter is kept: giving it up costs as much as these calls take. Of the arguments only
        # addresses that come as numbers are declared: to convert one costs as much as the call.
        return ctypes.PYFUNCTYPE(result, *taken)(address)

    handle, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        bare(raw.FPDFPageObj_GetType, number, handle),
        bare(raw.FPDFPage_CountObjects, number),
        bare(raw.FPDFPage_GetObject, handle),
        bare(raw.FPDFFormObj_CountObjects, number, handle),
        bare(raw.FPDFFormObj_GetObject, handle, handle, ctypes.c_ulong),
        bare(raw.FPDFPageObj_GetBounds, number, handle),
        raw.FPDF_PAGEOBJ_FORM,
    )
