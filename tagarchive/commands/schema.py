"""`tagarchive schema`: prints a JSON Schema for editors."""

from __future__ import annotations

import argparse

import msgspec

from tagarchive.build.config_file import config_at
from tagarchive.commands.console import print_line
from tagarchive.commands.options import root_option
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.json_schema import NAMES, schema_named


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Prints a JSON Schema of front matter or of site.toml, with which an editor completes keys and marks faults. "
        "It works in any folder. In that of a site, the schema of articles has the keys of its taxonomies too."
    )
    parser.set_defaults(ending="Nothing was printed.")
    names = "the file that it describes; default: article"
    parser.add_argument("name", nargs="?", default="article", choices=NAMES, metavar="|".join(NAMES), help=names)
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    has_site = options.name == "article" and (options.root / CONFIG_FILE).is_file()
    terms = config_at(options.root).parsing.terms if has_site else ()
    schema = schema_named(options.name, terms)
    print_line(msgspec.json.format(msgspec.json.encode(schema)).decode())
