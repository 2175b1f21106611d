"""The codes of problems and notices: what each means, and how to fix it. The reference of problems is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NewType

from tagarchive.core.errors import ExpectedError, did_you_mean

Code = NewType("Code", str)
A_CODE = "a code of docs/reference/problems.md"

MEANINGS: Mapping[str, str] = {
    "active-file": "A file beside an article runs scripts when a reader opens it. Save it without them, or put it into "
    "`static/` if you trust it.",
    "address-too-long": "A part of an address is longer than file systems allow. Give the article a shorter `slug`.",
    "bad-argument": "An argument of a command, or a variable of the shell, is not what is expected.",
    "bad-embed": "The address of an embedded page is not a whole address. Write `https://…`.",
    "bad-font": "A font that `[cards]` names can't be read, or is in a form that cards can't use.",
    "bad-formula": "A formula can't be read as LaTeX, defines commands or is too long. It is shown as it is written.",
    "bad-front-matter": "The front matter is missing, has the form of another program, or does not end. Put `---` "
    "before and after lines of `key: value`.",
    "bad-link": "A link has no address, or one that no browser follows. Write a whole address or a path.",
    "bad-name": "A file has a name that no address can carry, so it is left out. Rename it.",
    "bad-output-folder": "The site can't be published to this folder. Name another one with `--output`.",
    "bad-placeholder": "A text in `words/` lacks a placeholder such as `{n}` or has one too many, or a template gives "
    "other values to a word than it has placeholders.",
    "bad-plural": "A word in `words/` with a number in it lacks a plural form of its language, or has one that the "
    "language does not have.",
    "bad-query": "A query of `--where` can't be read. Write terms such as `source:Reuters year:2021 -tag:drones`.",
    "bad-record": "A line of `published.txt` or `collected.txt` can't be read. Correct it, or restore the file "
    "from version control.",
    "bad-toml": "A file such as `site.toml` is not TOML at this line. Correct it.",
    "bad-translation": "A translation of an article is not in the language that it is named for. Write its `lang`.",
    "bad-value": "A value is not of the type or the form that its key expects.",
    "bad-words-file": "A file in `words/` is not named by a language. Name it as `fa.toml` or `pt-BR.toml`.",
    "bad-yaml": "The front matter is not YAML at this line, or uses a part of YAML that front matter does not have. "
    "The hint shows the line as it should be.",
    "broken-fragment": "A link leads to a heading or an id that its target does not have.",
    "broken-link": "A link within the site leads to no article, page or address of it. One to an article that does not "
    "exist, by its file or by its address, stops the build.",
    "broken-promise": "An address that was published leads nowhere now. Add it to `aliases`, or retire it.",
    "broken-redirect": "An alias leads to an address that the site does not have, or to a page without a feed.",
    "broken-translation": "`translations` names no article of the site. Correct the path or the address.",
    "changed-meanwhile": "A file changed while it was read. The preview reads it again.",
    "cut-day": "A feed is too short for all articles of one day. Raise `entries` under `[feeds]`.",
    "damaged-input": "The input of an import can't be read. Nothing is written. Export it again, or see what "
    "`--repair` can do.",
    "damaged-picture": "A picture can't be read to its end, so it is not published. Get it again, or save it anew.",
    "damaged-store": "What builds remember was damaged. It is set aside and made again; nothing else is lost.",
    "dead-link": "A link leads to a page of another site that is gone, or to a host that does not exist. Link to a "
    "copy of it, or take the link away.",
    "dropped-html": "A text has HTML that texts may not have, or links that no browser follows safely. The words in it "
    "are shown, the rest is left out. Write it in Markdown, or delete it.",
    "duplicate-article": "Articles are copies of others. `tagarchive duplicates` compares them.",
    "duplicate-author": "Two files in content/authors/ have one name of an author. Keep it in one of them.",
    "duplicate-guid": "Two articles have one guid, so feed readers would show one of them. Change one.",
    "duplicate-key": "A key stands twice in one mapping. Keep one of the two.",
    "duplicate-source": "Two files in content/sources/ have one name of a source. Keep it in one of them.",
    "duplicate-tag-text": "Two files hold the text of one tag. Keep one of them.",
    "duplicate-translation": "Two articles of one language are translations of one text: they share a `key`, or files "
    "disagree in `translations`. Correct one of them.",
    "dynamic-include": "A template includes a file whose name is computed. Name the choices in a list.",
    "embed-not-allowed": "Embedded pages of these hosts become links. Add the hosts to `embed_hosts` to allow them.",
    "empty-folder": "A folder in `[markdown.folders]` holds no article, page or tag. Correct its path.",
    "file-exists": "A file that the command would write exists. Nothing is written; choose another name.",
    "foreign-ending": "Texts beside articles have an ending of another program, such as `.mdx`, and are left out. "
    "Rename what is Markdown to `.md` or `.markdown`, or import it.",
    "foreign-file": "The folder to publish to, or the place to deploy to, holds files that are not of the site. "
    "`--overwrite` replaces those in the way, `--prune` of `build` removes the others.",
    "foreign-folder": "The folder to publish to has a folder where the site needs a file. Move it away.",
    "former-words": "The site has a `templates/_words.html`, from which no template reads words any more. Write those "
    "that differ into `words/`, and delete it.",
    "future-date": "The date of an article is still to come. It is published on that day, or now with `--future`.",
    "future-update": "An update is dated in the future. It is shown on that day.",
    "hidden-file": "Hidden files, backups and keys in `static/` are left out. `[static] include` names exceptions.",
    "hub-refuses": "The WebSub hub can't be reached or refuses the request. Run `tagarchive ping` again later.",
    "illegal-character": "A text holds a control character, which no feed can carry. Delete it.",
    "input-too-large": "The input of an import is larger than it reads.",
    "kept-file": "A file beside articles is on the record, so it stays published although no article shows it any "
    "more. `tagarchive retire` takes it off the site.",
    "large-picture": "A picture has too many pixels to be opened, so it is not published. Save a smaller one.",
    "linked-folder": "A folder of the site is a link. It is followed, and everything in it counts as part of the site.",
    "linked-output": "A folder to publish to is a link that leads out of the output folder. Remove the link.",
    "linked-store": "`.tagarchive/` is a link. Remove it; a build makes a folder of its own.",
    "low-contrast": "A colour of the theme has too little contrast with the one behind it (WCAG 2.2, 1.4.3).",
    "many-removals": "A build would remove more than half of what is published. `--allow-removals` allows it.",
    "merged-text": "A tag that is merged has a text, or keys of its own, which would be lost. Move them to the other "
    "tag's file, or delete them.",
    "missing-extra": "A command, or a key of `site.toml`, needs packages that are not installed. The hint has the "
    "command that installs them.",
    "missing-file": "A link or picture names a file that does not exist. Paths start at the article's folder.",
    "missing-key": "A key that is required is missing. Add it.",
    "missing-program": "A deploy needs a program that is not installed, such as `rsync` or `git`. Install it.",
    "missing-template": "A template extends, includes or imports one that does not exist.",
    "missing-words": "The interface has no words in a language of the site for some of what it says, and says it in "
    "English. Write them in `words/`.",
    "moved-link": "A link leads to a page of another site that has moved for good. Write the new address.",
    "near-tags": "Two tags are probably one. `tagarchive tags merge` makes one of them; `distinct` in the file of a "
    "tag says that they are two.",
    "never-published": "An address that is to be retired was never published, so nobody looks for anything there. "
    "Correct its spelling.",
    "no-address": "An article has no address by the pattern in `[articles] address`: it lacks a tag or an author that "
    "the pattern names, or it has a dot in its slug where addresses have no ending.",
    "no-alt-text": "An image has no words for readers who do not see it. Write them in the brackets.",
    "no-base-url": "`site.toml` has no `base_url`. Feeds, canonical links and the record need the address of the site.",
    "no-card": "A title has no social card, since no font that was found has all its letters. Install a font, or name "
    "one under `[cards]`.",
    "no-collect-file": "The site has no `collect.toml`, or no rule in it. Write `[[collect]]` and below it "
    "what to take in.",
    "no-content": "The site has no folder `content/`. Make it, or name another folder with `--root`.",
    "no-folder": "A folder of the site is a file, or a link that leads nowhere or to files that are not for readers.",
    "no-hub": "`site.toml` names no WebSub hub to ping. Add `hub` under `[feeds]`.",
    "no-input": "An import, or `clip`, finds nothing at its path.",
    "no-page": "What is to be clipped is no page in HTML, or holds no article. Nothing is written for it.",
    "no-site": "The folder has no `site.toml`. `tagarchive init` makes a site; `--root` names one.",
    "no-source": "An article names no source. Write `source: Name` if it is a clipping.",
    "no-such-address": "The preview can't listen at the address after `--host`. Name an address of this machine, or "
    "0.0.0.0.",
    "no-summary": "An article has no summary. Lists and feeds show its first paragraph, or its headline alone.",
    "no-swap": "`swap` under `[build]` is not possible here, so files are put in place one by one.",
    "no-tags": "An article has no tags, so no tag archive has it. Write `tags: [One, Another]`.",
    "no-target": "`tagarchive deploy` finds no `[deploy.NAME]` in `site.toml`, or several and no name of one.",
    "no-timegate": "`site.toml` names no Memento service to ask for copies. Add `timegate` under `[originals]`.",
    "not-as-built": "The folder to deploy is not as a build wrote it. Nothing is sent. Build again, or with "
    "`--verify`.",
    "not-fetched": "A feed or a page can't be fetched from its address, or the address may not be fetched. Look at it "
    "in a browser; what is saved to a file can be imported or clipped from there.",
    "not-in-inbox": "A file is no text in `content/inbox/`, where drafts await a decision. Name one that is.",
    "not-public": "The folder to deploy was built with drafts or future articles. Nothing is sent. Build without them.",
    "not-retired": "A retirement that is to be taken back is not on the record. Correct the spelling of the address.",
    "not-utf8": "A file is not text in UTF-8. Save it in that encoding.",
    "nothing-to-import": "The input holds nothing that can be imported. Nothing is written.",
    "odd-cover": "The cover of a podcast is not what directories take: a square JPEG or PNG of 1400 to 3000 pixels.",
    "odd-icon": "The icon of the site is not a square of 96 pixels or more, so readers and phones cut or blur it. Save "
    "one of 512 pixels.",
    "path-clash": "Two files of the site have one path, or one needs a folder where the other is a file. Rename one.",
    "plain-code": "Code takes too long to highlight, or is too long for it. It is shown without colours.",
    "port-taken": "The preview can't listen on this port. Name another one with `--port`.",
    "possible-copy": "Files look like copies of each other, as programs that synchronise folders leave them.",
    "publication-ended": "The process in which `serve --build` publishes was ended from outside. The next build ends "
    "with the right files.",
    "recased-address": "An address differs from a published one in case alone, which many file systems take for one.",
    "redirect-chain": "An alias or a record of a retired address leads to an address that itself leads on. Name the "
    "last one of them.",
    "redirected-link": "A link within the site leads to a former address, from where readers are led on. Write the "
    "present one.",
    "refused-link": "A link on disk leads out of its folder, to a hidden file or nowhere. It is left out.",
    "remote-poster": "The poster of a film or player is on another host, so it is left out. Save it beside the "
    "article, or add the host to `image_hosts`.",
    "script-embed": "A script shows a post, slides or code of another host. A link to it is in the text instead.",
    "search-failed": "The program that makes the search index failed. Install it again; the hint is the command.",
    "similar-source": "Two names of sources differ in little. `also` in the file of a source makes them one.",
    "single-tag": "A tag is on one article alone, so its archive leads to nothing else. Write a tag that other "
    "articles have.",
    "slow-pattern": "A regular expression takes too long on some text, so its rule is not applied. Write it so that no "
    "part repeats what repeats something itself.",
    "slow-text": "A text takes too long to read. It is shown as it stands, or refused where it is large.",
    "special-file": "An entry of a folder is neither a file nor a folder, and is left out.",
    "stale-file": "A published file that the site no longer has was edited by hand, and stays.",
    "still-there": "An address that is to be retired still has a page, a file or an alias. Take that away first.",
    "store-unusable": "What builds remember can't be written here. The build is right, and the next one is slow.",
    "tag-circle": "A tag is above itself by way of its parents. Take away one `parent` of the circle.",
    "tag-clash": "Two tags would have one address. Rename one, or make one an alias of the other.",
    "tag-named-twice": "A name under `also` of a tag is a name of another tag too. Merge them, or take it away in one.",
    "tag-spelling": "A tag is spelled in two ways. Both are one tag; write one of them.",
    "tag-too-deep": "Too many tags stand above a tag, one above the other. Name a higher one as its parent.",
    "taken-address": "An article stands at the recorded address of another that has moved. Give it another slug.",
    "target-busy": "Another deploy to the target is under way, or came first. Wait for it. `--break-lock` goes on "
    "after one that was stopped.",
    "target-fails": "A target does not do what a deploy asks for. The message has its words.",
    "target-full": "A target has no room left. Free some and deploy again; it goes on from there.",
    "target-missing": "The place that `to` names is not there.",
    "target-refuses": "A target does not let you in, or you may not write there, or the key of its host is not the "
    "known one.",
    "target-silent": "A target can't be reached, or stopped answering. Deploy again; it goes on from there.",
    "template-circle": "A template includes itself.",
    "template-fails": "A template raises an error while it renders a page.",
    "template-syntax": "A template is not valid Jinja at this line.",
    "third-party-host": "Pages call a host of a third party, at once or when the reader clicks, and it can know who "
    "reads. Keep a copy on your own site, or link to it.",
    "too-deep": "Lists, quotes or mappings are nested too deep to read. Write them flatter.",
    "twin-names": "Two names of files are one name to readers, in different Unicode forms. Delete one.",
    "uneditable": "A command can't change the tags of a file without a change to something else in it. Edit it by "
    "hand.",
    "unknown-block": "A template fills a block that the template it extends does not have.",
    "unknown-code": "`silence` has a code that does not exist. Correct its spelling.",
    "unknown-field": "A template reads a field that its view does not have.",
    "unknown-file": "The site has no file of the name that `--explain` asks for.",
    "unknown-input": "An import does not recognise its input. Name the kind before the path.",
    "unknown-key": "A key is not known. The hint says what to write for a key of another generator. Keys of your own "
    "stand under `extra`.",
    "unknown-name": "A template uses a name that its view does not have.",
    "unknown-tag": "A tag's file names a related tag that no published article has.",
    "unknown-target": "`site.toml` has no `[deploy.NAME]` of this name.",
    "unknown-word": "A file in `words/` has a word that the theme does not use, or a template uses one that no file "
    "has.",
    "unreadable": "A file can't be read. Check its permissions.",
    "untrusted-file": "A site built with `--untrusted` may not have files of this kind. They are left out.",
    "untrusted-link": "A site built with `--untrusted` may not hold links on disk. Remove them.",
    "untrusted-size": "A site built with `--untrusted` is too large, or a file in it is.",
    "unused-author": "A file in content/authors/ has the name of an author that no published article names.",
    "unused-file": "A file beside articles is not published: no published article shows it or links to it.",
    "unused-source": "A file in content/sources/ has the name of a source that no published article names.",
    "unused-tag-text": "A file holds the text of a tag that no published article has.",
    "unused-template": "No page uses this template. Check its name.",
    "unused-words": "A file in `words/` is of a language that the site does not have.",
    "unwritable": "A file can't be written. Check permissions, free space and limits.",
    "unwritable-name": "The file system can't hold a file of this name.",
    "vanished-address": "Addresses that the preview showed are gone. Their articles have new addresses, or none.",
    "wrong-ending": "A file beside articles is no picture, or one in another format than its ending says. Rename or "
    "replace it.",
}
"""Every code by what it means, in Markdown."""

PLURALS: Mapping[str, str] = {
    "active-file": "files that run scripts",
    "bad-embed": "embedded pages without a whole address",
    "bad-formula": "formulas that can't be read",
    "bad-link": "links that no browser follows",
    "bad-name": "files with names that no address can carry",
    "bad-value": "values that are not as expected",
    "bad-yaml": "faults of YAML",
    "broken-fragment": "links to headings that are not there",
    "broken-link": "links to addresses of the site that are not there",
    "broken-promise": "published addresses that lead nowhere now",
    "cut-day": "feeds too short for the articles of one day",
    "dropped-html": "texts with HTML that was left out",
    "duplicate-article": "articles that are copies of others",
    "embed-not-allowed": "embedded pages that became links",
    "empty-folder": "folders without articles",
    "foreign-file": "folders with files that no build wrote",
    "future-date": "articles that are held until their date",
    "future-update": "updates dated in the future",
    "illegal-character": "texts with control characters",
    "linked-folder": "folders that are links",
    "low-contrast": "colours with too little contrast",
    "missing-file": "missing pictures and files",
    "missing-key": "missing keys",
    "missing-words": "languages without some words of the interface",
    "path-clash": "addresses that several files want",
    "plain-code": "pieces of code without colours",
    "possible-copy": "files that look like copies of others",
    "recased-address": "published addresses that differ in case alone from present ones",
    "refused-link": "links on disk that were left out",
    "remote-poster": "posters on other hosts that were left out",
    "script-embed": "scripts of other hosts that became links",
    "similar-source": "pairs of sources that may be one",
    "slow-text": "texts that take too long to read",
    "special-file": "entries that are neither file nor folder",
    "stale-file": "edited files that the site no longer has",
    "tag-clash": "uses of tags that share an address",
    "tag-spelling": "tags that are spelled in two ways",
    "unknown-key": "unknown keys",
    "unknown-tag": "related tags that no article has",
    "untrusted-file": "kinds of files that this site may not have",
    "unused-file": "files that nothing shows",
    "unused-source": "files of sources that no article names",
    "unused-tag-text": "files of tags that no article has",
    "unused-template": "templates that no page uses",
    "unused-words": "files of words for other languages",
}
"""Codes by the words for several such problems or notices, after their number."""


def known_code(text: str) -> Code:
    """The code that a text is. Raises `ExpectedError` if there is no such code."""
    if text not in MEANINGS:
        raise ExpectedError(A_CODE, did_you_mean(text, MEANINGS, few=0))
    return Code(text)


def several(code: str, number: int) -> str:
    """A number of problems or notices with one code, in words."""
    return f"{number:,} {PLURALS[code]}" if code in PLURALS else f"{number:,} times: {gist(code)}"


def gist(code: str) -> str:
    """The first sentence of what a code means, without its full stop."""
    return MEANINGS[code].partition(". ")[0].removesuffix(".")
