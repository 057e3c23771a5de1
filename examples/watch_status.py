#!/usr/bin/env python3
"""Prints the status whenever it has changed: watch_status.py [TIMES [SECONDS]], by default every 60
seconds without an end. Exits with 1 if the last status is not ok or cannot be read."""
import json, os, sys, time
from urllib.request import Request, urlopen

times, seconds = (sys.argv[1:] + [None, None])[:2]
left, etag, status = int(times or -1), "", None
address = f"{os.environ['SITECAST_URL']}/api/v1/status"

while left != 0:
    token = f"Bearer {os.environ['SITECAST_TOKEN']}"
    request = Request(address, headers={"Authorization": token, "If-None-Match": etag})
    try:
        with urlopen(request, timeout=30) as response:
            etag, answer = response.headers["ETag"], json.load(response)
        status, forecasts = answer["status"], answer["forecasts"]
        fresh = f"{forecasts['fresh_sites']} of {forecasts['sites']} sites have fresh forecasts"
        print(f"{status}: {answer['message'] or '-'} ({fresh})", flush=True)
    except OSError as error:
        if getattr(error, "code", 0) != 304:
            etag, status = "", "unknown"
            print(f"{status}: {error}", flush=True)
    left -= 1
    time.sleep(float(seconds or 60) if left != 0 else 0)
sys.exit(0 if status == "ok" else 1)
