"""Writes docs/reference/ from the code, where every key, field and option says what it is for.

`make docs` runs it; a test fails when what is written there is not what it would write.
"""

from __future__ import annotations

import argparse
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from tagarchive.collecting.feeds.collect_file import CollectRule, collect_kinds
from tagarchive.collecting.rules.rules import RuleFields, rule_kinds
from tagarchive.commands.main import parser as command_line
from tagarchive.core.dates import Moment, zone_named
from tagarchive.core.problem_codes import MEANINGS
from tagarchive.reading.config import Config
from tagarchive.reading.deploy_options import DeployOptions
from tagarchive.reading.documents import Extra
from tagarchive.reading.field_texts import field_texts
from tagarchive.reading.field_types import front_matter_kinds, site_kinds
from tagarchive.reading.front_matter import ArticleFields, ImageFields, PageFields, TagFields
from tagarchive.reading.language_options import LanguageOptions
from tagarchive.reading.menu import MenuItem
from tagarchive.reading.particulars import Credit, Dateline, FilmFields, Update
from tagarchive.reading.podcast import PodcastFields
from tagarchive.reading.provenance import Attribution, CopyOf, Withdrawal
from tagarchive.reading.record_fields import AuthorFields, SourceFields
from tagarchive.reading.schema import expected
from tagarchive.reading.tag_options import TaxonomyOptions
from tagarchive.reading.verdict_file import Verdict, verdict_kinds
from tagarchive.reading.web_link import WebLink
from tagarchive.render import filters
from tagarchive.render.word_files import Forms, catalogue_of
from tagarchive.views import articles, charts, citations, common, exports, files, lists, pages, pictures
from tagarchive.views.common import View

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- Made from the code by `make docs`. -->\n"

Struct = Any

_VERDICTS = "What became of originals, as `tagarchive originals --check` finds it and as a person may write it."
_COLLECT = "The rules of [`tagarchive collect`](../collecting.md)."
_RULES = "Rules for [`tagarchive tags suggest`](../rules.md); no build reads them."


def written() -> dict[str, str]:
    """Every page of the reference by its file name."""
    return {
        "site-toml.md": _site_toml(),
        "originals-toml.md": _table_toml("originals.toml", _VERDICTS, Verdict, verdict_kinds()),
        "collect-toml.md": _table_toml("collect.toml", _COLLECT, CollectRule, collect_kinds()),
        "rules-toml.md": _table_toml("rules.toml", _RULES, RuleFields, rule_kinds()),
        "problems.md": _problems(),
        "front-matter.md": _front_matter(),
        "templates.md": _templates(),
        "words.md": _words(),
        "commands.md": _commands(),
        "articles.schema.json": _articles_schema(),
    }


def _text(kind: Struct) -> str:
    return inspect.getdoc(kind) or ""


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), ["---"] * len(list(head)), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


# site.toml and front matter.


def _problems() -> str:
    parts_ = [
        MADE,
        "# Problems\n",
        "A problem stops a build. A notice does not, unless the build is strict. Each has a code at its end.\n",
        *(f"## {code}\n\n{meaning}\n" for code, meaning in MEANINGS.items()),
    ]
    return "\n".join(parts_)


def _site_toml() -> str:
    tables = [field for field in msgspec.structs.fields(Config) if _is_struct(field.type)]
    parts_ = [
        f"{MADE}# site.toml\n",
        "Every key may be left out. A key that is not here, or of another type, is an error with its line.\n",
        _keys(Config, site_kinds(), "Key"),
        *(f"\n## {_text(field.type).rstrip('.')}\n\n{_keys(field.type, site_kinds(), 'Key')}" for field in tables),
        *(
            f"\n## {_text(kind).rstrip('.')}\n\n{_keys(kind, site_kinds(), 'Key')}"
            for kind in (MenuItem, LanguageOptions, TaxonomyOptions, DeployOptions)
        ),
    ]
    return "\n".join(parts_) + "\n"


def _table_toml(name: str, about: str, kind: Struct, kinds: Any) -> str:
    """The page of a file at the top of a site that holds an array of tables of one type."""
    strict = "A key that is not here, or of another type, is an error with its line."
    return f"{MADE}# {name}\n\n{about}\n{strict}\n\n## {_text(kind).rstrip('.')}\n\n{_keys(kind, kinds, 'Key')}\n"


def _front_matter() -> str:
    kinds = front_matter_kinds(zone_named("UTC"))
    heads = {
        ArticleFields: "## Articles",
        ImageFields: "### `image`",
        Attribution: "### `source`",
        CopyOf: "### Each item of `copies`",
        Withdrawal: "### `withdrawn`",
        Update: "### Each item of `updates`",
        Dateline: "### `dateline`",
        Credit: "### Each item of `credits`",
        FilmFields: "### Each item of `films`",
        PageFields: "## Free pages",
        TagFields: "## Tags",
        PodcastFields: "### `podcast`",
        SourceFields: "## Sources",
        AuthorFields: "## Authors",
        WebLink: "### Each item of `links`",
    }
    return (
        f"{MADE}# Front matter\n\n"
        "The block between two lines `---` at the top of a file. A key that is not here, or of another type, is an\n"
        "error with its line and column.\n"
        + "".join(f"\n{head}\n\n{_text(kind)}\n\n{_keys(kind, kinds, 'Key')}\n" for kind, head in heads.items())
    )


def _keys(kind: Struct, kinds: Any, name: str) -> str:
    texts = field_texts(kind)
    rows = [
        (f"`{field.encode_name}`", expected(field.type, kinds), _default(field), texts[field.name])
        for field in msgspec.structs.fields(kind)
        if field.name in texts
    ]
    return _table((name, "Value", "Default", "What it does"), rows)


def _default(field: Any) -> str:
    if field.required:
        return "**required**"
    if field.default in (None, "", (), Extra()) or field.default is msgspec.NODEFAULT:
        return ""
    if isinstance(field.default, tuple):
        return ", ".join(f"`{item}`" for item in field.default)
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


# Templates.


def _templates() -> str:
    views = [
        kind
        for module in (pages, lists, files, articles, pictures, citations, charts, common)
        for kind in _views_of(module)
    ]
    whole = [kind for kind in views if kind in get_args(pages.Page)]
    rest = [kind for kind in views if kind not in whole and kind is not lists.ListPage]
    return (
        f"{MADE}# Templates\n\n"
        "Each template sees the fields of one view and nothing else. Fields of its own come first; those of a list\n"
        "page are named again where they apply. [How to override a template](../theming.md) tells the rest.\n"
        + "".join(f"\n## `{kind.template}`\n\n{_text(kind)}\n\n{_fields(kind)}\n" for kind in whole)
        + "\n## Parts of pages\n"
        + "".join(f"\n### {kind.__name__}\n\n{_text(kind)}\n\n{_fields(kind)}\n" for kind in rest)
        + f"\n### {Moment.__name__}\n\n{_text(Moment)} `.day` is its day, `2021-11-08`; `.year` its year.\n"
        + "\n## Filters\n\nBesides the filters of Jinja that are pure, there are:\n\n"
        + _table(("Filter", "What it gives"), ((f"`{name}`", _summary(one)) for name, one in filters.OURS.items()))
        + "\n"
    )


def _words() -> str:
    catalogue = (Path(__file__).parent.parent / "words" / "en.toml").read_text("utf-8")
    rows = ((f"`{key}`", "<br>".join(_forms(forms))) for key, forms in catalogue_of(catalogue).items())
    return (
        f"{MADE}# Words of the interface\n\n"
        "Templates write `words.KEY`, and give a value for each placeholder: `words.page(n=3)`. A key with a dot is\n"
        "in a table: `lists.tag` stands under `[lists]`. [How to change a word](../words.md) tells the rest.\n\n"
        + _table(("Key", "In English"), rows)
        + "\n"
    )


def _forms(forms: Forms) -> Iterator[str]:
    for category, text in forms.items():
        yield f"{category}: `{text}`" if category else f"`{text}`"


def _views_of(module: Any) -> Iterator[Any]:
    for kind in vars(module).values():
        if (
            isinstance(kind, type)
            and issubclass(kind, View)
            and kind is not View
            and kind.__module__ == module.__name__
        ):
            yield kind


def _summary(function: Any) -> str:
    return (inspect.getdoc(function) or "").replace("\n\n", " ").replace("\n", " ")


def _fields(kind: Struct) -> str:
    texts = field_texts(kind)
    fields = msgspec.structs.fields(kind)
    return _table(("Field", "Type", "What it is"), ((f"`{f.name}`", _type(f.type), texts[f.name]) for f in fields))


def _type(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return f"list of {_type(get_args(kind)[0])}"
    if get_origin(kind) is Annotated:
        return _type(get_args(kind)[0])
    if get_origin(kind) is Union or isinstance(kind, type(str | None)):
        return " or nothing".join(_type(one) for one in get_args(kind) if one is not type(None)) + " or nothing"
    return str({str: "text", int: "number", bool: "truth"}.get(kind, kind.__name__))


# Exports.


def _articles_schema() -> str:
    """The JSON Schema of `articles.json`, with what stands below each field."""
    schema = msgspec.json.schema(exports.ArticlesDocument)
    kinds = {kind.__name__: kind for kind in vars(exports).values() if _is_struct(kind)}
    for name, part in schema["$defs"].items():
        for field, text in field_texts(kinds[name]).items():
            told = part["properties"][field]
            told["description"] = text
            if told.get("default") == "":
                del told["default"]  # An empty text is left out, and is no URL or date.
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"articles.json {exports.ARTICLES_VERSION}",
        "description": "The articles of a tag, source or author. Made from the code by `make docs`.",
    }
    return msgspec.json.format(msgspec.json.encode(head | schema)).decode() + "\n"


# Commands.

_ENVIRONMENT = """## Environment

`SOURCE_DATE_EPOCH`, seconds since 1970, stands for the clock when a build decides what has expired. Nothing else in a
build looks at the clock.
"""


def _commands() -> str:
    parser = command_line()
    (commands,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    parts_ = [
        f"{MADE}# Commands\n",
        f"{parser.description} `python build.py` in a checkout and an installed `tagarchive` are one program.\n",
        *(_command(name, command) for name, command in commands.choices.items()),
        f"## Exit codes\n\n```text\n{_exit_codes(parser.epilog or '')}\n```\n\nA traceback is a bug: report it.\n",
        _ENVIRONMENT,
    ]
    return "\n".join(parts_)


def _exit_codes(epilog: str) -> str:
    return textwrap.dedent("\n".join(line for line in epilog.splitlines() if line.startswith("  ")))


def _command(name: str, command: argparse.ArgumentParser) -> str:
    rows, inner = [], ""
    for action in command._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            inner = "".join(f"\n#{_command(f'{name} {one}', other)}" for one, other in action.choices.items())
        elif action.dest != "help":
            names = action.metavar if isinstance(action.metavar, tuple) else (action.metavar or "",)
            metavar = " ".join(names) if action.nargs != 0 else ""
            if action.option_strings and action.nargs == "?":
                metavar = f"[={metavar}]"
            told = (action.help or "").replace("; default: the cores this process may use, here %(default)s", "")
            rows.append((f"`{' '.join([*action.option_strings, metavar]).strip().replace(' [=', '[=')}`", told))
    default = ", or nothing: what is done where no command is given" if name == "build" else ""
    table = _table(("Argument", "What it does"), rows)
    return f"## `tagarchive {name}`{default}\n\n{command.description}\n\n{table}\n{inner}"


def main() -> None:
    for name, text in written().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
