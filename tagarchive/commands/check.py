"""`tagarchive check`: lists what readers would stumble over on a site, and what its authors may have forgotten."""

from __future__ import annotations

import argparse
import json
from typing import NamedTuple

from tagarchive.build.context import BuildContext, with_context
from tagarchive.checking.finder import SiteFinder
from tagarchive.checking.findings import Findings, findings, silence_in
from tagarchive.checking.outside import links_out, outside_findings
from tagarchive.checking.remote import Remote
from tagarchive.checking.report import External, as_object, lines
from tagarchive.checking.silence import Silence
from tagarchive.checking.site import silence_at, with_subject
from tagarchive.checking.subject import Subject
from tagarchive.commands.console import print_line, print_lines, print_waiting, progress
from tagarchive.commands.options import code, future_option, jobs_number, jobs_option, now, root_option
from tagarchive.core.errors import SiteError
from tagarchive.importing.kinds import missing_extra
from tagarchive.reading.config import Config
from tagarchive.reading.edition import Edition

FOUND = 1
"""Exit code where something is found."""

_EPILOG = """exit codes:
  0    nothing was found
  1    something was found, or the site can't be read
  2    the command line was not understood
  130  stopped by Ctrl-C; what `--external` learnt is kept
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Lists what readers would stumble over, and what may have been forgotten, with file, line and a code. It names "
        "everything that a build reports too, and goes on where a build stops. Nothing is changed or published."
    )
    parser.epilog = _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    root_option(parser)
    only = "report findings with this code alone; may be given several times"
    parser.add_argument("--only", action="append", default=[], type=code, metavar="CODE", help=only)
    external = "ask other hosts whether links to them still lead somewhere; answers are kept for a week"
    parser.add_argument("--external", action="store_true", help=external)
    parser.add_argument("--again", action="store_true", help="with --external: ask also where an answer is known")
    minutes = "with --external: time after which the rest is left for the next run; default: %(default)s"
    parser.add_argument("--minutes", type=jobs_number, default=30, metavar="N", help=minutes)
    parser.add_argument("--all", action="store_true", help="list every finding, not only the first of each code")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    parser.add_argument("--drafts", action="store_true", help="check drafts too")
    future_option(parser)
    jobs_option(parser)
    parser.set_defaults(refuse=parser.error)


class Checked(NamedTuple):
    """A site that was checked without a look at other hosts."""

    found: Findings
    remote: tuple[Remote, ...] = ()
    silence: Silence = Silence()
    config: Config = Config()


def run(options: argparse.Namespace) -> int:
    edition = Edition(options.drafts, now(), options.future)
    if options.again and not options.external:
        options.refuse("--again needs --external")
    try:
        checked = with_context(
            options.root, lambda context: _checked(context, edition), print_waiting, options.jobs, progress
        )
    except SiteError as error:
        checked = Checked(Findings(error.problems, (), {}, postponed=False, calls=()))
    found, external = checked.found, None
    if options.external:
        found, external = _with_external(checked, options)
    found = found.only(options.only)
    _show(found, external, options)
    return FOUND if found.all else 0


def _checked(context: BuildContext, edition: Edition) -> Checked:
    site_silence = silence_at(context.root)

    def use(subject: Subject) -> Checked:
        return Checked(
            findings(subject, site_silence), subject.remote, silence_in(subject, site_silence), subject.config
        )

    return with_subject(context, edition, use)


def _with_external(checked: Checked, options: argparse.Namespace) -> tuple[Findings, External]:
    """The findings with those about links to other hosts. Raises `SiteError` if a package for it is missing."""
    try:
        from tagarchive.checking.external import Question, agent_of, asked  # noqa: PLC0415 (an extra, and few checks need it)
        from tagarchive.checking.visits import Limits  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise missing_extra(error, "tagarchive check", "--external") from None
    config = checked.config
    links = links_out(checked.remote, config.addresses)
    question = Question(links, agent_of(config.base_url), options.again)
    try:
        answers = asked(options.root, question, Limits(total=options.minutes * 60.0), progress)
    except KeyboardInterrupt:
        message = "Stopped. What was learnt is kept; `tagarchive check --external` goes on from there."
        raise KeyboardInterrupt(message) from None
    outside = outside_findings(answers.answers, links, SiteFinder(options.root))
    return checked.found.with_more(outside, checked.silence), answers.external


def _show(found: Findings, external: External | None, options: argparse.Namespace) -> None:
    if options.json:
        print_line(json.dumps(as_object(found, external), ensure_ascii=False))
    else:
        print_lines(lines(found, external, is_long=options.all))
