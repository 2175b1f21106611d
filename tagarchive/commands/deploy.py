"""`tagarchive deploy`: sends the published site to a target of `site.toml`."""

from __future__ import annotations

import argparse
import json

from tagarchive.build.build import name_of
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, unwatched, with_context
from tagarchive.build.output_folder import PUBLIC
from tagarchive.commands.console import print_line, print_lines, print_waiting, progress
from tagarchive.commands.options import folder, now, root_option
from tagarchive.commands.ping import ping
from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.deploy.deploy_report import DeployReport
from tagarchive.deploy.deployer import DeployRequest, deploy
from tagarchive.reading.config import Config
from tagarchive.reading.deploy_options import DeployOptions
from tagarchive.reading.files import CONFIG_FILE

_EXAMPLE = 'write [deploy.live] and below it to = "../mirror", or another place of docs/deploying.md'


class DeployedError(SiteError):
    """The hub refused after the site was deployed."""

    ending = "The site was deployed; only the hub was not told."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(ending="Nothing was sent; what readers see is as it was.")
    parser.description = (
        "Sends what a build published to a target of site.toml: the files that changed since the last deploy there, in "
        "an order in which no page is without its style sheets. Removes what earlier deploys sent and the site has no "
        "more. Then pings the hub, if site.toml names one."
    )
    root_option(parser)
    name = "name of a table [deploy.TARGET] of site.toml; may be left out if there is one"
    parser.add_argument("target", nargs="?", metavar="TARGET", help=name)
    parser.add_argument("--output", type=folder, metavar="DIR", help="what to send; default: public/ in the site")
    parser.add_argument("--dry-run", action="store_true", help="change nothing; list what would be sent and removed")
    parser.add_argument("--all", action="store_true", help="send every file, whatever the target is said to hold")
    removals = "go on where more than half of the articles at the target would be removed"
    parser.add_argument("--allow-removals", action="store_true", help=removals)
    overwrite = "deploy for the first time to a place that holds files of the same names"
    parser.add_argument("--overwrite", action="store_true", help=overwrite)
    lock = "go on though another deploy to the target seems to be under way, because you know that it was stopped"
    parser.add_argument("--break-lock", action="store_true", help=lock)
    parser.add_argument("--no-ping", action="store_true", help="tell no hub")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")


def run(options: argparse.Namespace) -> None:
    with_context(options.root, lambda context: _run(options, context), print_waiting)


def _run(options: argparse.Namespace, context: BuildContext) -> None:
    config = config_at(options.root)
    name, target = chosen(config, options.target)
    output = options.output or options.root / PUBLIC
    request = DeployRequest(
        options.root,
        output,
        name,
        target,
        now(),
        again=options.all,
        dry_run=options.dry_run,
        allow_removals=options.allow_removals,
        overwrite=options.overwrite,
        break_lock=options.break_lock,
    )
    _show(deploy(request, unwatched if options.json else progress), as_json=options.json)
    if config.feeds.hub and target.ping and not options.dry_run and not options.no_ping:
        _ping(config, context, name_of(output, options.root), is_silent=options.json)


def chosen(config: Config, name: str | None) -> tuple[str, DeployOptions]:
    """The target of a name, or the only one. Raises `SiteError` if there is none."""
    targets: dict[str, DeployOptions] = dict(config.deploy)
    if not targets:
        what = "found no target to deploy to"
        raise SiteError(Problem(Location(CONFIG_FILE), "no-target", what, _EXAMPLE))
    if name is None and len(targets) == 1:
        return next(iter(targets.items()))
    if name is None:
        what = f"found {len(targets)} targets, expected the name of one"
        raise SiteError(Problem(Location("TARGET"), "no-target", what, f"known are {', '.join(targets)}"))
    if name not in targets:
        what = f"found no target “{name}” in {CONFIG_FILE}"
        raise SiteError(Problem(Location("TARGET"), "unknown-target", what, did_you_mean(name, targets)))
    return name, targets[name]


def _show(report: DeployReport, *, as_json: bool) -> None:
    if as_json:
        print_line(json.dumps(report.as_object(), ensure_ascii=False))
    else:
        print_lines(report.lines())


def _ping(config: Config, context: BuildContext, output: str, *, is_silent: bool) -> None:
    try:
        urls = ping(config, context.store, output)
    except SiteError as error:
        raise DeployedError(*error.problems) from None
    if urls and not is_silent:
        print_line(f"Pinged the hub with {len(urls):,} feeds.")
