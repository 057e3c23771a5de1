#!/usr/bin/env python3
"""Prints as CSV what was forecast for a day at 9:00 of the day before, by the site's clock:
day_ahead_at_nine.py SITE_UUID [DAY], by default tomorrow"""
import json, os, sys
from datetime import date, datetime, time, timedelta
from urllib import error, parse, request
from zoneinfo import ZoneInfo

address = f"{os.environ['SITECAST_URL']}/api/v1/sites/{sys.argv[1]}"

def read(path, accept):
    headers = {"Authorization": f"Bearer {os.environ['SITECAST_TOKEN']}", "Accept": accept}
    try:
        with request.urlopen(request.Request(address + path, headers=headers), timeout=60) as response:
            return response.read().decode()
    except error.HTTPError as problem:
        sys.exit(json.load(problem)["detail"])

zone = json.loads(read("", "application/json"))["time_zone"]
clock = ZoneInfo(zone)
tomorrow = datetime.now(clock).date() + timedelta(days=1)
day = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else tomorrow

def midnight(day):  # asked for on both sides: a day on which the clock changes has 23 or 25 hours
    return datetime.combine(day, time(), clock).isoformat()

query = {"start": midnight(day), "end": midnight(day + timedelta(days=1))}
query |= {"day_ahead_hours": 9, "time_zone": zone}
print(read(f"/forecast?{parse.urlencode(query)}", "text/csv"), end="")
