"""What a process of ours writes is not for everybody to change, whoever started it."""

from __future__ import annotations

import os


def keep_from_others() -> None:
    """From here on no new file can be changed by everybody. For processes of our own only: it holds for all they do."""
    os.umask(os.umask(0o077) | 0o002)
