create function app.sent_weather(runs jsonb)
returns table (place integer, source text, site_uuid uuid, latitude double precision,
  longitude double precision, issued_utc timestamp, content jsonb)
language sql immutable
as $$
select r.place::integer, r.source, r.site_uuid, r.latitude, r.longitude, r.issued_utc, r.content
from rows from (jsonb_to_recordset(runs) as (source text, site_uuid uuid,
    latitude double precision, longitude double precision, issued_utc timestamp, content jsonb))
  with ordinality r (source, site_uuid, latitude, longitude, issued_utc, content, place)
$$;

comment on function app.sent_weather(jsonb) is
  'Returns the runs of a list as rows, with their places from 1. Caller: app.store_weather, '
  'app.send_weather. Lock: none.';
