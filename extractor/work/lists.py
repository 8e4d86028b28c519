"""Work that stands in rows of tables, in lists below a label and in lists of those who are to take part."""

from __future__ import annotations

from extractor.paragraphs import Paragraph
from extractor.work.annexed_orders import rows
from extractor.work.assigned import Assignment, Paper
from extractor.work.labels import label_lists
from extractor.work.members import invited


def work_in_lists(paper: Paper, items: tuple[Paragraph, ...]) -> list[Assignment]:
    """The passages of such rows and lists among `items`; none in reports and in papers that lay down rules."""
    if paper.normative or paper.news:
        return []
    cells = rows(paper.content, items, paper.signed, tells=paper.tells)
    lists = () if paper.tells else label_lists(paper.content, items, paper.signed)
    found = [Assignment("row", cell.role, cell.bodies, cell.paragraph, cell.start, cell.end) for cell in cells]
    found.extend(Assignment("label", one.role, one.bodies, one.paragraph, one.start, one.end) for one in lists)
    guests = () if paper.tells else invited(paper.content, items, paper.signed)
    found.extend(Assignment("members", "lead", one.bodies, index, one.start, one.end) for index, one in guests)
    return found
