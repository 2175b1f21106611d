"""Only what differs in two texts is shown, with a few words around it."""

from __future__ import annotations

from tagarchive.archive.duplicates.passages import LONGEST, Passage, passages


def test_texts_that_differ_in_spelling_alone_have_no_passages() -> None:
    assert passages(["The Shi’ite group left. It came back."], ["The Shiite group left.", "It came back!"]) == ()


def test_sentences_of_one_text_alone_stand_alone() -> None:
    assert passages(["One. Two. Three."], ["One. Three."]) == (Passage("Two.", ""),)
    assert passages(["One.", "Three."], ["One.", "“Two!” she said.", "Three."]) == (Passage("", "“Two!” she said."),)


def test_a_sentence_with_other_words_is_shown_from_the_first_to_the_last_of_them() -> None:
    one = "They met on a cold Monday morning in the old town of Erbil, as they had done for years before."
    other = one.replace("Erbil,", "Irbil,")
    expected = Passage("… the old town of Erbil, as they had done …", "… the old town of Irbil, as they had done …")
    assert passages([one], [other]) == (expected,)


def test_sentences_of_scripts_without_spaces_are_parted() -> None:
    assert passages(["大桥开工。市长讲话。"], ["大桥开工。记者提问。"]) == (Passage("市长讲话。", "记者提问。"),)


def test_a_long_passage_is_cut() -> None:
    (passage,) = passages(["word " * 200], [])
    assert len(passage.shown) <= LONGEST
    assert passage.shown.endswith("…")
    assert passage.copy == ""
