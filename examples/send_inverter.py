#!/usr/bin/env python3
"""Sends what an inverter measures every 5 minutes: READER | send_inverter.py SITE_UUID [SECONDS]
READER is a program of yours that prints a line for each period: its start and its mean power in kW,
as in 2026-06-21T06:00:00Z 3.2. After a failure it waits for 10 (or SECONDS), then twice as long."""
import http.client, json, os, sys, time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

first_wait = float(sys.argv[2]) if len(sys.argv) > 2 else 10
address = f"{os.environ['SITECAST_URL']}/api/v1/sites/{sys.argv[1]}/generation"
token = f"Bearer {os.environ['SITECAST_TOKEN']}"

def send(value):
    body = json.dumps({"values": [value]}).encode()
    headers = {"Authorization": token, "Content-Type": "application/json"}
    for attempt in range(10):  # a value that is sent twice is stored once
        wait = min(first_wait * 2**attempt, 300)
        try:
            return urlopen(Request(address, body, headers), timeout=30).close()
        except HTTPError as error:
            if error.code < 500 and error.code != 429:  # it would be refused again
                sys.exit(error.read().decode())
            wait = float(error.headers.get("Retry-After", wait))
        except (OSError, http.client.HTTPException) as error:
            print(error, file=sys.stderr)
        time.sleep(wait)
    sys.exit(f"Not sent after 10 attempts: {value}")

for start, kilowatts in map(str.split, sys.stdin):
    send({"start_utc": start, "period_minutes": 5, "generation_power_kw": float(kilowatts)})
