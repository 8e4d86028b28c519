"""The tables of the catalogue, the archive's system of record. The same on SQLite and PostgreSQL.

Paths and contents are apart: a content (by hash) has one outcome, a path names a content. Whether a path is `indexed`
or a `duplicate` follows from both and is stored nowhere, so it cannot go stale. Resolutions are a projection of
documents and mentions and can always be computed anew.

A change here is a step in `corpus/migrations/versions` too; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 6

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

paths = Table(
    "paths",
    metadata,
    Column("path", String, primary_key=True),
    Column("sha256", String(64), index=True),  # NULL: the file could not be read at all
    Column("size_bytes", Integer),
    Column("stamp", String),  # modification and change times: what tells an unchanged file without reading it
    Column("code", String),  # why it could not be read
    Column("message", Text),
    Column("first_seen", String, nullable=False),
    Column("last_change", String, nullable=False),
)

earlier_paths = Table(  # what a path held before: a changed file is a new version, the old one is not forgotten
    "earlier_paths",
    metadata,
    Column("path", String, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("replaced", String, nullable=False),
)

contents = Table(
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("state", String, nullable=False),  # indexed | refused | failed
    Column("code", String),
    Column("message", Text),
    Column("media_type", String),
    Column("name", String),  # file name it first came with
    Column("seconds", Float),
    Column("settled", String, nullable=False),
    Column("program_version", String, nullable=False),
    Column("data_version", String, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="1"),  # how often in a row it failed in this way
    Column("next_try", String),  # for a cause that may pass: when a run takes it up again
)

known = Table(  # what is known of a file from elsewhere: a list of the office that came with the papers
    "known",
    metadata,
    Column("path", String, primary_key=True),
    Column("fields", Text, nullable=False),  # JSON object of the contract's header fields
    Column("listed", String, nullable=False),
)

sketches = Table(  # what a text looks like from afar: equal bands make two papers candidates for the same words
    "sketches",
    metadata,
    Column("document", String(24), ForeignKey("documents.id"), primary_key=True),
    Column("band", Integer, primary_key=True),
    Column("value", String(16), nullable=False, index=True),
)

runs = Table(  # every ingest: what people watch, and where they ask it to pause or stop
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("state", String, nullable=False),  # running | paused | finished | stopped | failed | interrupted
    Column("stage", String, nullable=False),  # read | resolve | index | done
    Column("started", String, nullable=False),
    Column("beat", String, nullable=False),  # last sign of life
    Column("ended", String),
    Column("host", String, nullable=False),
    Column("total", Integer, nullable=False),  # files; while it resolves or indexes, papers of that stage
    Column("done", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("seconds", Float, nullable=False),  # of work, without pauses: of the stage, at the end of all
    Column("wish", String),  # pause | stop: what a person asks for
    Column("message", Text),
)

backups = Table(
    "backups",
    metadata,
    Column("place", String, primary_key=True),
    Column("made", String, nullable=False),
    Column("documents", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False, index=True),
    Column("part", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("type", String),
    Column("type_name", String),
    Column("number", String),
    Column("date", String),
    Column("issuer", String),
    Column("locality", String),
    Column("title", Text),
    Column("secrecy", String),
    Column("text_source", String, nullable=False),
    Column("chars", Integer, nullable=False),
    Column("key", String, index=True),
    Column("alias", String, index=True),  # a law's key by name and year
    Column("block", String, index=True),
    Column("short", String, index=True),
    Column("type_slug", String),
    Column("issuer_slug", String),
    Column("year", Integer),
    Column("term", String),
    Column("annexed", Text),  # JSON list of [child, title]: the papers that this act was issued with
    Index("documents_by_issuer", "issuer_slug", "date"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("document", String(24), ForeignKey("documents.id"), primary_key=True),
    Column("contract", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("page_starts", Text, nullable=False),  # JSON list of offsets; empty where the format has no pages
    Column("layout", Text),  # JSON: what the reader told beyond the words; NULL: read by a version before corrections
    Column("read", Text),  # the text as it was read, where a person corrected a line of `content`
)

corrections = Table(  # what people put right; rows are never changed but for their undoing
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String(24), index=True),  # outlives a reading anew; NULL: a name, for all papers that print it
    Column("kind", String, nullable=False),  # field | reference | line | issuer | seen | task
    Column("target", Text, nullable=False),  # the field, or JSON of the place
    Column("before", Text, nullable=False),  # JSON, as it was shown to the person
    Column("after", Text, nullable=False),  # JSON
    Column("meant", String, index=True),  # the held document that a reference means
    Column("person", String, nullable=False),
    Column("made", String, nullable=False),
    Column("undone", String),
    Column("undone_by", String),
)

mentions = Table(
    "mentions",
    metadata,
    Column("document", String(24), ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("raw", Text, nullable=False),
    Column("class", String, nullable=False),
    Column("type", String),
    Column("number", String),
    Column("year", Integer),
    Column("date", String),
    Column("issuer", String),
    Column("locality", String),
    Column("title", Text),
    Column("relation", String, nullable=False),
    Column("key", String, index=True),
    Column("block", String),
    Column("short", String),
    Column("type_slug", String),
    Column("issuer_slug", String),
    Column("term", String),
    Column("context", Text),  # folded words behind the mention, kept where the key is not known
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("annexed", Text),  # the words for the paper issued with the cited act, where that is meant
    Index("mentions_by_block", "block", "key"),
    Index("mentions_by_short", "short", "key"),
    Index("mentions_by_day", "block", "date"),
)

links = Table(  # an edge between two documents that this document cites, by the positions of the mentions
    "links",
    metadata,
    Column("document", String(24), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("source", Integer, nullable=False),
    Column("target", Integer, nullable=False),
    Column("relation", String, nullable=False),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("document", String(24), ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("state", String, nullable=False),  # resolved | ambiguous | stub | unresolved
    Column("target", String),
    Column("candidates", Text, nullable=False),  # JSON list of {"id", "evidence"}
    Column("reasons", Text, nullable=False),  # JSON list
    Column("findings", Text, nullable=False),  # JSON list
    Column("part", String),  # which paper issued with the target is meant: the last segment of its key
    Index("resolutions_by_target", "target", "state"),
)

nodes = Table(  # which held papers are one document: every held document names the one that stands for it
    "nodes",
    metadata,
    Column("document", String(24), ForeignKey("documents.id"), primary_key=True),
    Column("node", String(24), nullable=False, index=True),
)

graph_changes = Table(  # nodes whose outgoing links changed, with a number that grows: what a graph file does not have
    "graph_changes",
    metadata,
    Column("node", String, primary_key=True),
    Column("revision", Integer, nullable=False, index=True),
)

doubts = Table(  # what a person should look at, with the risk that it is wrong: a projection, see `corpus.registers`
    "doubts",
    metadata,
    Column("document", String(24), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("field", String),
    Column("code", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("risk", Float, nullable=False, index=True),
    Column("start", Integer),
    Column("page", Integer),
)

duties = Table(  # who was told to do what by when: a projection too
    "duties",
    metadata,
    Column("document", String(24), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("unit_form", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("due", String, index=True),
    Column("due_text", Text),
    Column("code", String, nullable=False, server_default=""),  # what names it: see `corpus.task_marks.codes`
)

pending = Table(  # work that a crash must not lose: written with its cause, removed with its effect
    "pending",
    metadata,
    Column("what", String, primary_key=True),  # what to do with the value: see `corpus.ledger.mark`
    Column("value", String, primary_key=True),
)

OF_MENTION = (mentions.c.document == resolutions.c.document) & (mentions.c.position == resolutions.c.position)
"""What joins a resolution and the mention that it is of."""
