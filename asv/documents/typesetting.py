"""The process that runs Typst: a template folder and a day as arguments, JSON in, PDF out, and then it ends.

Started by asv.documents.pdf as a script, in isolated mode and without environment. Typst keeps what it has laid out for
the next time, some hundreds of megabytes that a web server would carry along: here they end with the document. The
limits hold whatever the input: no file written, memory and processor time bounded.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

MEMORY = 512 * 1024 * 1024
SECONDS = 20


def main(folder: str, name: str, day: str) -> None:
    """Print the PDF of the JSON read."""
    _limit()
    document = sys.stdin.buffer.read().decode()
    compiler = typst.Compiler(
        Path(folder) / name,
        root=Path(folder),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs={"document": document},
        package_path=Path(folder),
        package_cache_path=Path(folder),
    )
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    printed = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=moment)
    if not isinstance(printed, bytes):
        raise TypeError("a PDF is one file")
    sys.stdout.buffer.write(printed)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 -- Unix only; elsewhere the caller's time limit remains
    except ImportError:
        return
    for name, bound in (("RLIMIT_DATA", MEMORY), ("RLIMIT_CPU", SECONDS), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        resource.setrlimit(getattr(resource, name), (bound, bound))


if __name__ == "__main__":
    main(*sys.argv[1:])
