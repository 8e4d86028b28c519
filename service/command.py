"""The `vanban` command: one verb is run. Whatever is heavy is imported inside the verb that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from extractor.errors import OF_THE_MACHINE, os_reason
from service.errors import EXIT_FAILED, EXIT_USAGE, cause_of, describe
from service.output import complain
from service.verb_options import build_parser

# verb -> module:function that carries it out
HANDLERS = {
    "extract": "service.verbs_extract:run",
    "ingest": "service.verbs_ingest:ingest",
    "watch": "service.verbs_ingest:watch",
    "retry": "service.verbs_care:retry",
    "job": "service.verbs_care:job",
    "search": "service.verbs_search:search",
    "show": "service.verbs_read:show",
    "correct": "service.verbs_correct:correct",
    "digest": "service.verbs_following:digest",
    "chain": "service.verbs_read:chain",
    "tree": "service.verbs_graph:tree",
    "follow-up": "service.verbs_graph:follow_up",
    "standing": "service.verbs_graph:standing",
    "outdated": "service.verbs_graph:outdated",
    "path": "service.verbs_graph:path",
    "issuer": "service.verbs_graph:issuer",
    "status": "service.verbs_archive:status",
    "wanted": "service.verbs_lists:wanted",
    "tasks": "service.verbs_lists:tasks",
    "review": "service.verbs_archive:review",
    "export": "service.verbs_archive:export",
    "reindex": "service.verbs_archive:reindex",
    "versions": "service.verbs_care:versions",
    "doctor": "service.verbs_care:doctor",
    "backup": "service.verbs_care:backup",
    "restore": "service.verbs_care:restore",
    "purge": "service.verbs_care:purge",
    "upgrade": "service.verbs_care:upgrade",
    "evaluate": "service.verbs_evaluate:evaluate",
    "bases": "service.verbs_draft:bases",
    "check": "service.verbs_draft:check",
    "draft": "service.verbs_writing:draft",
    "lint": "service.verbs_writing:lint",
    "compare": "service.verbs_writing:compare",
    "audit": "service.verbs_audit:audit",
    "mcp": "service.verbs_mcp:mcp",
    "account": "service.verbs_account:account",
    "serve": "service.verbs_serve:serve",
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
            from service.verbs_read import print_ambiguous

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
