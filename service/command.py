"""The `vanban` command: one verb is run. Whatever is heavy is imported inside the verb that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from extractor.errors import OF_THE_MACHINE, os_reason
from service.errors import EXIT_FAILED, EXIT_USAGE, cause_of, describe
from service.output import complain
from service.verbs.options import build_parser

# verb -> module:function that carries it out
HANDLERS = {
    "extract": "service.verbs.extract:run",
    "ingest": "service.verbs.ingest:ingest",
    "watch": "service.verbs.ingest:watch",
    "retry": "service.verbs.care:retry",
    "job": "service.verbs.care:job",
    "search": "service.verbs.search:search",
    "show": "service.verbs.read:show",
    "correct": "service.verbs.correct:correct",
    "digest": "service.verbs.following:digest",
    "chain": "service.verbs.read:chain",
    "tree": "service.verbs.graph:tree",
    "follow-up": "service.verbs.graph:follow_up",
    "standing": "service.verbs.graph:standing",
    "outdated": "service.verbs.graph:outdated",
    "path": "service.verbs.graph:path",
    "issuer": "service.verbs.graph:issuer",
    "status": "service.verbs.archive:status",
    "wanted": "service.verbs.lists:wanted",
    "tasks": "service.verbs.lists:tasks",
    "review": "service.verbs.archive:review",
    "export": "service.verbs.archive:export",
    "reindex": "service.verbs.archive:reindex",
    "versions": "service.verbs.care:versions",
    "doctor": "service.verbs.care:doctor",
    "backup": "service.verbs.care:backup",
    "restore": "service.verbs.care:restore",
    "purge": "service.verbs.care:purge",
    "upgrade": "service.verbs.care:upgrade",
    "evaluate": "service.verbs.evaluate:evaluate",
    "bases": "service.verbs.draft:bases",
    "check": "service.verbs.draft:check",
    "draft": "service.verbs.writing:draft",
    "lint": "service.verbs.writing:lint",
    "compare": "service.verbs.writing:compare",
    "audit": "service.verbs.audit:audit",
    "mcp": "service.verbs.mcp:mcp",
    "account": "service.verbs.account:account",
    "serve": "service.verbs.serve:serve",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one verb; returns its exit status. Every error that a user can act on becomes one line on stderr."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.version:
        from importlib.metadata import version

        print(f"vanban {version('vanban')}")
        return 0
    if not args.verb:
        parser.print_help(sys.stderr)
        return EXIT_USAGE
    module, function = HANDLERS[args.verb].split(":")
    try:
        status: int = getattr(import_module(module), function)(args)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # the reader of our output went away (`| head`): nothing to say, and nothing more to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        complain("Đã dừng theo yêu cầu.")
        return 130
    except Exception as error:
        code, cause = cause_of(error)
        if code == "ambiguous" and hasattr(args, "json"):
            from service.verbs.read import print_ambiguous

            return print_ambiguous({"ambiguous": getattr(error, "candidates", [])}, args)
        if isinstance(error, OSError) and code == "internal-error" and error.errno in OF_THE_MACHINE:
            complain(f"vanban {args.verb}: {error.filename or 'ổ đĩa'}: {os_reason(error)}.")
            return EXIT_FAILED
        if code == "internal-error":
            raise
        complain(f"vanban {args.verb}: {describe(error)} [{code}]")
        return cause.exit_status


if __name__ == "__main__":
    sys.exit(main())
