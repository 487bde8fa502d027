"""What tests ask of files."""

import os
from pathlib import Path


def for_owner_only(*paths: Path) -> bool:
    """Whether only their owner may read them. Windows has no modes: there the folder decides who may."""
    return os.name == "nt" or all(path.stat().st_mode & 0o777 == 0o600 for path in paths)
