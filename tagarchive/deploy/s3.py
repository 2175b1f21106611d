"""A bucket of a host that speaks S3 as a target. An object is replaced whole, so no work folder is needed for files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.deploy.failures import failure
from tagarchive.deploy.media_types import cache_time, media_type
from tagarchive.deploy.target import Upload
from tagarchive.reading.deploy_options import BucketPlace, DeployOptions

AT_ONCE = 16
"""Objects that are sent at the same time."""

_SIGNS_OF_KEYS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
)


class BucketTarget:
    """A bucket, or the keys in it that begin with a prefix."""

    is_atomic = False

    def __init__(self, place: BucketPlace, options: DeployOptions) -> None:
        self.place = place.written
        _check_keys(self.place)
        wait = timedelta(seconds=options.timeout)
        endpoint = options.endpoint or os.environ.get("AWS_ENDPOINT_URL", "")
        settings: dict[str, Any] = {"endpoint": endpoint} if endpoint else {}
        if options.region or not (os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")):
            settings["region"] = options.region or "us-east-1"
        self.store = S3Store(
            place.bucket,
            prefix=place.prefix or None,
            client_options={
                "connect_timeout": wait,
                "timeout": wait,
                "allow_http": endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 3, "retry_timeout": wait},
            **settings,
        )

    def read(self, path: OutPath) -> bytes | None:
        with self._telling():
            try:
                return bytes(obstore.get(self.store, path).bytes())
            except FileNotFoundError:
                return None

    def names(self, folder: str) -> list[str]:
        with self._telling():
            found = obstore.list_with_delimiter(self.store, folder or None)
        paths = (*(one["path"] for one in found["objects"]), *found["common_prefixes"])
        return [path.rstrip("/").rpartition("/")[2] for path in paths]

    def check(self, sent: Sequence[OutPath], removed: Sequence[OutPath]) -> None:
        """Keys are no paths, so none is in the way of another."""

    def put(self, uploads: Sequence[Upload]) -> None:
        with self._telling(), ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._put, uploads))

    def _put(self, upload: Upload) -> None:
        headers = {"Content-Type": media_type(upload.path), "Cache-Control": cache_time(upload.path)}
        if upload.encoding:
            headers["Content-Encoding"] = upload.encoding
        obstore.put(self.store, upload.path, upload.file, attributes=headers)

    def remove(self, paths: Sequence[OutPath]) -> None:
        if paths:
            with self._telling():
                obstore.delete(self.store, list(paths))

    def finish(self) -> None:
        """All is visible at once."""

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns an error of the library into a `SiteError`."""
        try:
            yield
        except (BaseError, OSError) as error:
            raise failure(self.place, str(error).partition("\n\nDebug source")[0]) from None


def _check_keys(place: str) -> None:
    """Raises `SiteError` without keys; the library would ask hosts of the cloud for some, and wait."""
    if not any(os.environ.get(name) for name in _SIGNS_OF_KEYS):
        what = "found no keys in the environment, expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        raise SiteError(Problem(Location(place), "target-refuses", what, "export them in your shell, or in your CI"))
