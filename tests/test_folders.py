"""Folders are replaced whole, also where the system has no call that swaps two of them, such as Windows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from opinionclf import folders


@pytest.fixture(params=["swap", "two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of replacing a folder."""
    if request.param == "two steps":
        monkeypatch.setattr(folders, "_system_call", lambda: None)
    return str(request.param)


def make(folder: Path, content: str | None) -> Path:
    folder.mkdir()
    if content is not None:
        (folder / "file").write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize("old", ["nothing", "an empty folder", "a folder"])
def test_the_new_folder_is_there_and_nothing_else(way: str, tmp_path: Path, old: str) -> None:
    if old != "nothing":
        make(tmp_path / "model", "old" if old == "a folder" else None)
    folders.replace_folder(make(tmp_path / "new", "new"), tmp_path / "model")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert (tmp_path / "model" / "file").read_text(encoding="utf-8") == "new"


def test_only_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    ours = folders.make_beside(tmp_path / "model"), folders.make_beside(tmp_path / "model", "old-")
    theirs = [make(tmp_path / name, "x") for name in (".model-backup", ".model-abcdefgh", ".model-2-abcdefgh.opinionclf-tmp")]
    for path in (*ours, *theirs):
        os.utime(path, (0, 0))
    young = folders.make_beside(tmp_path / "model")
    folders.remove_leftovers(tmp_path / "mod*")
    assert all(path.exists() for path in ours)
    folders.remove_leftovers(tmp_path / "model")
    assert sorted(tmp_path.iterdir()) == sorted([*theirs, young])


def test_the_old_folder_comes_back_where_the_new_one_can_not_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_system_call", lambda: None)
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(source).name == "new":
            raise PermissionError("in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    model = make(tmp_path / "model", "old")
    with pytest.raises(PermissionError):
        folders.replace_folder(make(tmp_path / "new", "new"), model)
    assert (model / "file").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "new"]
