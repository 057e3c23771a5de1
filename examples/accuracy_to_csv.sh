#!/bin/sh
# Writes how far off the forecasts of each site and model were, by horizon, over a range of days:
# accuracy_to_csv.sh 2026-06-01 2026-06-30 accuracy.csv (the last day is included; days of UTC)
set -eu
first=$1 last=$2 file=$3

curl --silent --show-error --fail-with-body --retry 5 --output "$file.part" \
  --header "Authorization: Bearer $SITECAST_TOKEN" --header "Accept: text/csv" \
  "$SITECAST_URL/api/v1/exports/accuracy?start=$first&end=$last" ||
  { cat "$file.part" >&2; exit 1; }
mv "$file.part" "$file" # a broken transfer leaves the former file as it was
