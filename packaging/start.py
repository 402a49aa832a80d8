"""Where the built program begins; see packaging/proofcast.spec."""

from multiprocessing import freeze_support

from editor.__main__ import main

if __name__ == "__main__":
    freeze_support()
    main()
