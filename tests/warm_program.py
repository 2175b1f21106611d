"""A process that has done once what each start of the program does: `program` starts copies of it."""

from __future__ import annotations

import tempfile
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO

from quick import make_builds_quick

from tagarchive.commands.main import main

make_builds_quick()
with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()):
    main(["init", folder])
    main(["build", "--root", folder])
for name in ("session", "server", "watcher", "live_reload", "connections"):
    import_module(f"tagarchive.preview.{name}")
