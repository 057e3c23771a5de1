#!/bin/sh
# Makes the sites of a file, all or none: make_sites.sh sites.csv
# The first line has the columns, as in client_site_name,latitude,longitude,capacity_kw; a line with
# a site_uuid (sites_to_csv.sh writes them) changes that site. At most 5,000 lines.
set -eu
file=$1

# The key is that of the file: sent again within a day, it makes no second site.
key=$(sha256sum "$file" | cut -c 1-64)
curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused \
  --header "Authorization: Bearer $SITECAST_TOKEN" --header "Idempotency-Key: $key" \
  --header "Content-Type: text/csv" --data-binary "@$file" "$SITECAST_URL/api/v1/sites/bulk"
