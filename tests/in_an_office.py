"""Files through LibreOffice without a screen: what a person who opens them would have.

``apt install libreoffice-calc`` where it is missing; the tests say so and are skipped.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_an_office = pytest.mark.skipif(
    SOFFICE is None, reason="soffice is missing: apt install libreoffice-calc"
)
_SECONDS = 180
_CSV_AS_TYPED = "CSV:44,34,76,1,,0,false,true,false"
"""Commas, double quotes, UTF-8, from line 1; and numbers and formulas as if they were typed."""


def opened(path: Path, folder: Path, form: str = "xlsx") -> Path:
    """Open a file and save it in another form, as an office would."""
    assert SOFFICE
    command = [
        SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless",
        *(["--infilter=" + _CSV_AS_TYPED] if path.suffix == ".csv" else []),
        "--convert-to", form, "--outdir", str(folder), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603  # our own arguments
    return folder / f"{path.stem}.{form}"
