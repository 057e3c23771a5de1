#!/bin/sh
# Stores a year of measurements of a site in one request: backfill_year.sh SITE_UUID year.csv
# The first line is start_utc,period_minutes,generation_power_kw; others are as in
# 2025-06-21T06:00:00Z,15,3.2 (the mean power in kW). All lines are stored, or none.
set -eu
site=$1 file=$2

# What is stored stays: the file can be sent again after a broken connection.
gzip --stdout "$file" | curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused \
  --header "Authorization: Bearer $SITECAST_TOKEN" --header "Content-Type: text/csv" \
  --header "Content-Encoding: gzip" --data-binary @- "$SITECAST_URL/api/v1/sites/$site/generation"
