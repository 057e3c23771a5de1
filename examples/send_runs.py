#!/usr/bin/env python3
"""Sends a run of a model, made now for 48 hours, of all sites: send_runs.py [ISSUE_TIME [HOURS]]"""
import gzip, json, math, os, sys
from datetime import datetime, timedelta, timezone
from urllib import error, request
issue_time, hours = (sys.argv[1:] + [None, None])[:2]
issued = datetime.fromisoformat(issue_time) if issue_time else datetime.now(timezone.utc)
first = issued.replace(minute=issued.minute // 15 * 15, second=0, microsecond=0)
starts = [first + timedelta(minutes=15 * (i + 1)) for i in range(4 * int(hours or 48))]
api = os.environ["SITECAST_URL"] + "/api/v1"
auth = {"Authorization": f"Bearer {os.environ['SITECAST_TOKEN']}"}

def call(path, body=None, **headers):
    try:
        return json.load(request.urlopen(request.Request(api + path, body, auth | headers)))
    except error.HTTPError as problem:
        sys.exit(json.load(problem)["detail"])
def value(site, start):  # your model goes here
    sun = max(0, math.sin(math.pi * (start.hour + start.minute / 60 - 6) / 12))
    power = {"forecast_power_kw": round(sun * (site["capacity_kw"] or 0), 3)}
    return {"start_utc": start.isoformat(), "period_minutes": 15} | power
lines, page = [], {"next_cursor": ""}
while (cursor := page["next_cursor"]) is not None:
    page = call("/sites?limit=1000" + (cursor and f"&cursor={cursor}"))
    for site in page["sites"]:
        run = {"site_uuid": site["site_uuid"], "timestamp_utc": issued.isoformat()}
        run |= {"model_name": "mine", "values": [value(site, start) for start in starts]}
        lines.append(json.dumps(run))
types = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
print(json.dumps(call("/forecasts", gzip.compress("\n".join(lines).encode()), **types)))
