"""An S3-compatible server for tests (moto), in a thread of this process, with one bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

BUCKET = "vanban"


@contextmanager
def running() -> Iterator[str]:
    """The server's address while it runs; the environment names it and its keys, as an office's own would."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        keys = {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "vanban",
            "AWS_SECRET_ACCESS_KEY": "vanban-only-here",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        with mock.patch.dict("os.environ", keys):
            s3fs.S3FileSystem().mkdir(BUCKET)
            yield address
    finally:
        server.stop()
