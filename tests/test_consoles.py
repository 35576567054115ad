"""The command on any console: no character stops it, what was asked for is written, an interruption is one line."""

import io
import sys

import pytest

from kzplan import cli
from kzplan.cli import analysis


def run(monkeypatch, encoding, *arguments):
    """(status, what stdout got, what stderr got) of a command on a console of an encoding."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding=encoding) for name in ("stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    status = cli.main([str(one) for one in arguments])
    said = []
    for stream in streams.values():
        stream.flush()
        said.append(stream.buffer.getvalue().decode(encoding))
    return status, *said


@pytest.mark.parametrize("encoding", ["cp936", "cp437", "ascii"])
def test_no_console_loses_a_result_to_a_character(encoding, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("代码,本年值,备注\nC03,9９\xa0%,\U0001f600\xa0\nW99,1,\n", encoding="utf-8")
    status, out, _ = run(monkeypatch, encoding, "check", path, "--year", 2025, "-o", tmp_path / "queries.xlsx")
    assert status == 1 and "W99" in out and (tmp_path / "queries.xlsx").exists()


def test_the_queries_are_written_before_any_is_printed(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("代码,本年值\nW99,1\n", encoding="utf-8")

    def broken(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", broken)
    monkeypatch.setattr("kzplan.cli.os.dup2", lambda *_: None)
    cli.main(["check", str(path), "--year", "2025", "-o", str(tmp_path / "queries.xlsx")])
    assert (tmp_path / "queries.xlsx").exists()


def test_an_interruption_is_one_line(monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "_outlook", interrupted)
    status, out, err = run(monkeypatch, "utf-8", "outlook")
    assert (status, out, err) == (130, "", "kzplan: interrupted\n")


def test_a_chinese_csv_says_that_it_is_utf_8_and_an_english_one_needs_not(tmp_path, monkeypatch):
    for lang, mark in (("zh", b"\xef\xbb\xbf"), ("en", b"cod")):
        run(monkeypatch, "utf-8", "outlook", "--csv", tmp_path / "o.csv", "--lang", lang)
        assert (tmp_path / "o.csv").read_bytes().startswith(mark)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("project", "W03", "--births", "1e300"), "births must be"),
        (("project", "W03", "--target="), "target is blank"),
        (("start", "--plan", ".", "somewhere"), "is no plan folder"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments, said, monkeypatch):
    status, out, err = run(monkeypatch, "utf-8", *arguments)
    assert status == 2 and said in err and "Traceback" not in err and out == ""
