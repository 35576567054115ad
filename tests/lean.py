"""Loaded before other plugins: jsonschema does without a grammar of internationalised addresses, which takes two seconds to build and which nothing here asks for."""

import sys

sys.modules.setdefault("rfc3987_syntax", None)
