"""Weekly posts that share a template and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.posts import Post

_ABOVE = (
    "This is our letter of the week. Each Friday we gather what our teams have done, what they have learned, and what "
    "they plan to do next. If you are new here, welcome; if you have been with us for long, thank you."
)
_BELOW = (
    "That is all for this week. If you have a question, write to the desk, and we will answer it in one of the next "
    "letters. You can read all earlier letters in the archive, and you can have them sent to you each Friday before "
    "noon. Forward this letter to a friend who should read it too. The next letter comes in a week; until then, take "
    "care of each other, and keep writing to us. We read each message, even if we can not answer all of them."
)
TEMPLATE_WORDS = len(_ABOVE.split()) + len(_BELOW.split())


def weekly_posts(posts: Sequence[Post], number: int, share: float) -> dict[str, str]:
    """Texts by name, each of the template, which has this share of it, and words from the middle of another post."""
    length = round(TEMPLATE_WORDS * (1 / share - 1))
    words = {post.family: post.text.split() for post in reversed(posts) if len(post.text.split()) >= length}
    return {name: f"{_ABOVE} {_middle(words[name], length)} {_BELOW}" for name in sorted(words)[:number]}


def _middle(words: Sequence[str], length: int) -> str:
    start = (len(words) - length) // 2
    return " ".join(words[start : start + length])
