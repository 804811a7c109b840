"""`python -m bot` is the `firebreak` command."""

import sys

from bot.main import main

sys.exit(main())
