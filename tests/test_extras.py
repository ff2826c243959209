"""Without an optional library: a clear error that names the extra."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import environment

WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {libraries!r}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Missing())
"""


def error_without(library: str, code: str) -> str:
    """Return the last line that a program prints where a library can't be imported."""
    return error_of(WITHOUT.format(libraries=[library]) + code)


def error_of(program: str) -> str:
    """Return the last line that a program prints to standard error."""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False,
                            env=environment())  # fmt: skip
    assert result.returncode != 0
    return result.stderr.splitlines()[-1]


@pytest.mark.parametrize(("library", "extra", "code"), [
    ("pyarrow", "arrow", "from opinionclf.integrations.arrow import classify_arrow; classify_arrow([])"),
    ("sklearn", "sklearn", "import opinionclf.integrations.sklearn_transformer"),
    ("spacy", "spacy", "import opinionclf.integrations.spacy_component"),
    ("jinja2", "html", "from opinionclf.webpage import render; render([])"),
])  # fmt: skip
def test_the_error_names_the_extra(library: str, extra: str, code: str) -> None:
    message = error_without(library, code)
    assert message.startswith("opinionclf.errors.OpinionclfError: ")
    assert f"pip install 'opinionclf[{extra}]'" in message


def test_parquet_without_pyarrow_is_one_line_on_the_command_line() -> None:
    code = "from opinionclf.cli import main; sys.exit(main(['classify', 'x.parquet']))"
    assert error_without("pyarrow", code).startswith("opinionclf: this needs pyarrow")
    code = "from opinionclf.cli import main; sys.exit(main(['classify', '--format', 'parquet', 'x.txt', '--output', 'x']))"
    assert "opinionclf[arrow]" in error_without("pyarrow", code)


@pytest.mark.parametrize(("library", "code"), [
    ("pyarrow", "from opinionclf.integrations.arrow import classify_arrow; classify_arrow([])"),
    ("sklearn", "import opinionclf.integrations.sklearn_transformer"),
    ("jinja2", "from opinionclf.webpage import render; render([])"),
])  # fmt: skip
@pytest.mark.parametrize(("line", "why"), [
    ("raise ImportError('libstdc++.so.6: cannot open\\nsee the manual')", "libstdc++.so.6: cannot open"),
    ("import a_part_that_nobody_has", "No module named 'a_part_that_nobody_has'"),
])  # fmt: skip
def test_a_library_that_is_installed_and_broken_is_not_called_missing(
        library: str, code: str, line: str, why: str, tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / f"{library}.py").write_text(line, encoding="utf-8")
    message = error_of(f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{code}")
    assert message.startswith("opinionclf.errors.OpinionclfError: ")
    assert message.endswith(f" needs {library}, which is installed but can't be loaded ({why})")
