#!/usr/bin/env python3
"""Replaces SITECAST_TOKEN by its successor, which is written to a file: rotate_token.py FILE
The token must be one that may rotate. The old one works for an hour more, and while the new one was
not used it can be rotated again, in case the file got lost."""
import json, os, sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

file = sys.argv[1]
headers = {
    "Authorization": f"Bearer {os.environ['SITECAST_TOKEN']}",
    "Content-Type": "application/json",
}
body = json.dumps({"overlap_minutes": 60}).encode()
address = f"{os.environ['SITECAST_URL']}/api/v1/tokens/rotate"
try:
    with urlopen(Request(address, body, headers), timeout=30) as response:
        rotated = json.load(response)
except HTTPError as error:
    sys.exit(error.read().decode())
part = os.open(f"{file}.part", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # for its owner alone
with os.fdopen(part, "w") as text:
    text.write(rotated["token"] + "\n")
os.replace(f"{file}.part", file)
print(f"{rotated['prefix']} replaces {rotated['predecessor']['prefix']}")
