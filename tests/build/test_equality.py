"""After any edits whatever, a warm build is a clean build, byte for byte.

A machine makes edits at random, builds after each with what earlier builds left, and builds a fresh copy. It is
then given engines with planted faults, and must catch each.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

import pytest
from conftest import examples
from editing_machine import IN_LANGUAGES, SETTINGS, Warm, machine_of, run_with_fresh_seed
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from tagarchive.archive.edits import with_other_text
from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.relations import Relations
from tagarchive.build import kept_texts, outdated, site_loader, stage, text_edit, text_table
from tagarchive.build.search import index
from tagarchive.build.stale_files import Leftovers
from tagarchive.core.digests import encoded, key_of_values
from tagarchive.plan import kept_files
from tagarchive.plan.outputs import articles
from tagarchive.plan.parts.related import Nearby
from tagarchive.plan.recipes import Recipe, TemplateRecipe
from tagarchive.reading import disk, site_files
from tagarchive.reading.documents import Article
from tagarchive.reading.file_state import State
from tagarchive.render import closures
from tagarchive.views.pages import ArticlePage


def test_a_warm_build_is_a_clean_build() -> None:
    run_state_machine_as_test(Warm, settings=SETTINGS)


def test_a_warm_build_is_a_clean_build_after_edits_never_made_before() -> None:
    run_with_fresh_seed(Warm)


class Unsearched(Warm):
    """A site without a search index."""

    search = ""


def test_a_warm_build_of_a_site_without_search_is_a_clean_build() -> None:
    run_state_machine_as_test(Unsearched, settings=SETTINGS)


def test_a_warm_build_of_a_site_without_search_is_a_clean_build_after_edits_never_made_before() -> None:
    run_with_fresh_seed(Unsearched)


TEXTS = {"add", "edit_body", "edit_summary"}


@pytest.mark.parametrize("machine", [Warm, Unsearched])
def test_after_edits_of_texts_alone_a_warm_build_is_a_clean_build(machine: type[Warm]) -> None:
    run_state_machine_as_test(machine_of(TEXTS, machine), settings=SETTINGS)


def _plant_texts_that_show_on_one_page_alone(patch: pytest.MonkeyPatch) -> None:
    right = kept_files.shown_texts
    patch.setattr(text_table, "shown_texts", lambda file: right(file) if file.make is articles.recipe else ())


def _plant_summaries_that_show_nowhere_else(patch: pytest.MonkeyPatch) -> None:
    right = with_other_text

    def blind(before: PlacedDocument[Article], edited: Article) -> PlacedDocument[Article] | None:
        return right(before, replace(edited, facts=before.document.facts))

    patch.setattr(kept_texts, "with_other_text", blind)


def _plant_texts_that_nobody_searches(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(index, "with_other_texts", lambda before, _: before)


def _plant_an_index_of_which_old_files_stay(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(text_edit, "Leftovers", lambda *_: Leftovers())


TEXT_FAULTS: list[tuple[Callable[[pytest.MonkeyPatch], None], type[Warm], set[str]]] = [
    (_plant_texts_that_show_on_one_page_alone, Unsearched, {"edit_body"}),
    (_plant_summaries_that_show_nowhere_else, Unsearched, {"edit_summary"}),
    (_plant_texts_that_nobody_searches, Warm, {"edit_body"}),
    (_plant_an_index_of_which_old_files_stay, Warm, {"edit_body"}),
]


@pytest.mark.parametrize(("plant", "machine", "edits"), TEXT_FAULTS)
def test_the_machine_catches_a_fault_planted_in_edits_of_texts(
    plant: Callable[[pytest.MonkeyPatch], None],
    machine: type[Warm],
    edits: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=r"^assert"):
        run_state_machine_as_test(machine_of(edits, machine), settings=SETTINGS)


def _without_title(recipe: Recipe) -> Recipe:
    if isinstance(recipe, TemplateRecipe) and isinstance(recipe.view, ArticlePage):
        card = replace(recipe.view.article.card, title="")
        citation = replace(recipe.view.article.citation, title="")
        article = replace(recipe.view.article, card=card, citation=citation)
        return TemplateRecipe(replace(recipe.view, head=replace(recipe.view.head, title="", trail=()), article=article))
    return recipe


def _plant_a_field_left_out(patch: pytest.MonkeyPatch) -> None:
    right = outdated.Fingerprints.fingerprint
    patch.setattr(
        outdated.Fingerprints,
        "fingerprint",
        lambda self, recipe, _: right(self, recipe, encoded(_without_title(recipe))),
    )


def _plant_an_include_not_followed(patch: pytest.MonkeyPatch) -> None:
    right = closures.closures_of
    patch.setattr(closures, "closures_of", lambda *given: ({name: frozenset({name}) for name in right(*given)[0]}, ()))


def _plant_no_pruning(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stage.Stage, "_remove", lambda *_: None)


def _plant_trust_in_mtime(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(site_files, "SETTLED", -(10**18))
    patch.setattr(site_files, "state_of", lambda found, _=None: State(found.st_size, found.st_mtime_ns, 0, 0))


def _plant_trust_in_a_coarse_clock(patch: pytest.MonkeyPatch) -> None:
    """Of hours, so that the machine meets the fault whenever it looks and not by the luck of a second."""
    patch.setattr(site_files, "SETTLED", -(10**18))
    patch.setattr(site_files, "state_of", partial(_coarse_state, unit=3600 * SECOND))


SECOND = 10**9
"""Nanoseconds."""


def _coarse_state(found: os.stat_result, _: State | None = None, *, unit: int) -> State:
    return State(found.st_size, found.st_mtime_ns // unit * unit, found.st_ctime_ns // unit * unit, 0)


def _plant_trust_in_outputs(patch: pytest.MonkeyPatch) -> None:
    """With files that are settled at once, so that a build that looks at nothing else comes before the machine ends."""
    patch.setattr(site_files, "SETTLED", -(10**18))

    patch.setattr("tagarchive.build.build.states_now", lambda _, written: written)


def _plant_neighbours_out_of_the_key(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Nearby, "key", "")


def _plant_names_in_two_forms(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(disk, "composed", lambda text: text)


def _plant_links_to_anywhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(site_files, "refusal", lambda *_: "")


def _plant_options_out_of_the_memory(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(site_loader, "digest", lambda _: "")


def _plant_dead_originals_out_of_the_key(patch: pytest.MonkeyPatch) -> None:
    def forgetful(*values: object) -> str:
        return key_of_values(*(replace(one, is_dead=False) if isinstance(one, Relations) else one for one in values))

    patch.setattr("tagarchive.archive.filing.key_of_values", forgetful)


FAULTS: list[tuple[Callable[[pytest.MonkeyPatch], None], set[str]]] = [
    (_plant_a_field_left_out, {"retitle", "edit_body"}),
    (_plant_an_include_not_followed, {"edit_partial", "retag"}),
    (_plant_no_pruning, {"delete", "rename"}),
    (_plant_trust_in_mtime, {"edit_and_put_size_and_time_back", "redate"}),
    (_plant_trust_in_a_coarse_clock, {"edit_and_put_size_and_time_back", "redate"}),
    (_plant_trust_in_outputs, {"delete_or_edit_output", "edit_body"}),
    (_plant_neighbours_out_of_the_key, {"retitle", "edit_body"}),
    (_plant_names_in_two_forms, {"edit_body"}),
    (_plant_links_to_anywhere, {"link"}),
    (_plant_dead_originals_out_of_the_key, {"edit_verdicts"}),
    (_plant_options_out_of_the_memory, {"edit_dialects", "edit_note"}),
]
"""Each fault, and the edits among which the machine finds it within seconds; among all it takes a minute."""


@pytest.mark.parametrize(("plant", "edits"), FAULTS)
def test_the_machine_catches_a_planted_fault(
    plant: Callable[[pytest.MonkeyPatch], None], edits: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=r"^assert"):
        run_state_machine_as_test(machine_of(edits, Warm), settings=SETTINGS)


def test_a_warm_build_of_a_site_in_several_languages_is_a_clean_build() -> None:
    run_state_machine_as_test(machine_of(IN_LANGUAGES, Warm), settings=SETTINGS)


def test_a_file_system_of_whole_seconds_loses_no_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_files, "state_of", partial(_coarse_state, unit=SECOND))
    run_state_machine_as_test(Warm, settings=settings(SETTINGS, max_examples=examples(1)))
