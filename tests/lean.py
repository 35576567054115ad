"""Loaded before other plugins, in each worker: two things that cost seconds and that nothing here asks for."""

import sys

# jsonschema's grammar of internationalised addresses
sys.modules.setdefault("rfc3987_syntax", None)
# tests with their asserts rewritten are kept, also where Python is told to write no bytecode; what tests start is still told
sys.dont_write_bytecode = False
