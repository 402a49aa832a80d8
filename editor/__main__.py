"""The `proofcast` command, which must start the worker or the CLI without importing Qt."""

from __future__ import annotations


def main() -> None:
    """Run the command line given in `sys.argv`."""
    raise SystemExit("not assembled yet")


if __name__ == "__main__":
    main()
