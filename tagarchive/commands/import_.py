"""`tagarchive import`: turns foreign files into articles, pages and tags of a site."""

from __future__ import annotations

import argparse
from pathlib import Path

from tagarchive.commands.console import confirmed, print_import, print_import_as_json, print_waiting, progress
from tagarchive.commands.options import folder, now, root_option
from tagarchive.core.dates import zone_named
from tagarchive.importing.inputs.files import Files, files_at
from tagarchive.importing.inputs.items import BadMappingError, Noted, Options
from tagarchive.importing.kinds import KINDS, MOVED, kind_of, reader_of
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.importer import Asks, Input, Target, import_into
from tagarchive.importing.writing.report import Change, ImportReport
from tagarchive.importing.writing.target import target_at
from tagarchive.reading.disk import check_site

_EPILOG = f"""kinds: {", ".join(sorted(KINDS))}

exit codes:
  0    done, also where something could not be taken along; the report says what
  1    nothing could be imported, or the input is damaged; nothing was written
  2    the command line was not understood
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes articles, pages and tags below content/ from the export of another program, a feed, saved pages or the "
        "folder of another generator, and reports what is guessed and lost. Files that differ are not overwritten."
    )
    parser.epilog = _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "what", nargs="+", metavar="[KIND] PATH", help="kind of input, recognised if left out; its path"
    )
    root_option(parser)
    parser.add_argument("--into", default="", metavar="FOLDER", help="folder below content/ for the new articles")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="file every article under a tag too")
    parser.add_argument("--media", type=folder, metavar="DIR", help="folder with the pictures and files of the input")
    categories = "what categories become (wordpress); default: tags"
    parser.add_argument("--categories", choices=("tags", "parents", "ignore"), default="tags", help=categories)
    parser.add_argument("--map", type=mapping, default=(), metavar="KEY=COLUMN,…", help="columns of a table (csv)")
    parser.add_argument("--tag-separator", default="", metavar="S", help="what separates tags in one text")
    parser.add_argument("--folders-as-tags", action="store_true", help="make tags of folders (bookmarks)")
    parser.add_argument("--repair", action="store_true", help="drop what is not allowed in the input, and say what")
    parser.add_argument(
        "--fetch", action="store_true", help="PATH is the address of a feed, as it also is if it begins with https://"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, and report what would be written")
    parser.add_argument("--update", action="store_true", help="show how files differ, and ask before one is replaced")
    parser.add_argument("--yes", action="store_true", help="with --update: replace them without asking")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.set_defaults(refuse=parser.error)


def mapping(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of `KEY=COLUMN,…`."""
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(key.strip() and sign and column.strip() for key, sign, column in pairs):
        raise argparse.ArgumentTypeError(f"expected KEY=COLUMN,KEY=COLUMN, found “{text}”")
    return tuple((key.strip(), column.strip()) for key, _, column in pairs)


def run(options: argparse.Namespace) -> None:
    named, path = _kind_and_path(options)
    _check(options)
    if options.fetch or path.startswith(("https://", "http://")):
        _run_fetched(options, named, path)
    else:
        _show(_imported(options, named, files_at(Path(path))), options)


def _imported(options: argparse.Namespace, named: str, files: Files) -> ImportReport:
    target = target_at(options.root, _inner_folder(options), print_waiting)
    kind = named or kind_of(files)
    report = ImportReport(kind, is_recognised=not named, dry_run=options.dry_run)
    source = Input(files, reader_of(kind), _import_options(options, target, is_moved=kind in MOVED))
    writer = FileWriter(options.root, dry_run=options.dry_run)
    try:
        import_into(target, source, writer, report, Asks(lambda change: _accepts(change, options), progress))
    except BadMappingError as error:
        options.refuse(f"argument --map: {error}")
    return report


def _run_fetched(options: argparse.Namespace, named: str, url: str) -> None:
    """Imports what lies at an address, if it is not what the last import with the same options found there."""
    from tagarchive.importing.inputs.fetching import fetched, is_private  # noqa: PLC0415 (an extra, and few imports need it)
    from tagarchive.importing.writing.remembered import keep_validators, validators_at  # noqa: PLC0415 (the same)

    check_site(options.root)
    key = "\n".join([url, named, *options.tag, options.into])
    # An update looks again at what the last import left as it was.
    known = None if options.update else validators_at(options.root, key, print_waiting)
    # Only a redirect can lead from an address that is named here to one that is not meant.
    found = fetched(url, known, allow_private=is_private(url))
    if found.not_modified:
        report = ImportReport(named or "feed", dry_run=options.dry_run)
        report.say(url, "", Noted("nothing is new since the last import"))
    else:
        report = _imported(options, named, found.files)
    report.say(url, "", *found.remarks)
    if not options.dry_run:
        keep_validators(options.root, key, found.validators, print_waiting)
    _show(report, options)


def _show(report: ImportReport, options: argparse.Namespace) -> None:
    (print_import_as_json if options.json else print_import)(report)


def _check(options: argparse.Namespace) -> None:
    _inner_folder(options)
    if options.yes and not options.update:
        options.refuse("--yes needs --update")
    for tag in options.tag:
        if not tag.strip() or not tag.isprintable():
            options.refuse(f"argument --tag: expected a line of text, found {tag!a}")


def _kind_and_path(options: argparse.Namespace) -> tuple[str, str]:
    words = list(map(str, options.what))
    if len(words) > 2 or (len(words) == 2 and words[0] not in KINDS):
        options.refuse(f"expected [KIND] PATH, found {' '.join(words)}; kinds are {', '.join(sorted(KINDS))}")
    return ("", words[0]) if len(words) == 1 else (words[0], words[1])


def _inner_folder(options: argparse.Namespace) -> str:
    text = str(options.into).removeprefix("content/").strip("/")
    if ({".", "..", ""} & set(text.split("/")) and text) or "\\" in text or text.split("/")[0] in ("pages", "tags"):
        options.refuse(f"--into names a folder below content/ for articles, found “{options.into}”")
    return text


def _import_options(options: argparse.Namespace, target: Target, *, is_moved: bool) -> Options:
    media: Files | None = files_at(options.media) if options.media else None
    return Options(
        now=now(),
        zone=zone_named(target.config.timezone),
        tags=tuple(options.tag),
        media=media,
        categories=options.categories,
        separator=options.tag_separator,
        columns=options.map,
        folders_as_tags=options.folders_as_tags,
        repair=options.repair,
        is_moved=is_moved,
    )


def _accepts(change: Change, options: argparse.Namespace) -> bool:
    return bool(options.update) and confirmed(change, is_agreed=options.yes, is_dry=options.dry_run)
