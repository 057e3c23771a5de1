create function app.begin_storing(of_import uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.imports i set state = 'storing', done = 0, next_piece = 0,
    total = (i.preview ->> 'rows')::bigint,
    result = '{"inserted": 0, "unchanged": 0, "conflicting": 0, "replaced": 0}',
    expires_utc = (now() at time zone 'utc') + interval '30 days'
  where i.import_uuid = of_import;
  insert into app.import_readings as r (site_group_uuid, name, shape_key, reading)
  select i.site_group_uuid, i.reading_name, i.proposal ->> 'shape_key', i.reading
  from app.imports i where i.import_uuid = of_import and i.reading_name is not null
  on conflict (site_group_uuid, name) do update set shape_key = excluded.shape_key,
    reading = excluded.reading, used_utc = excluded.used_utc;
end
$$;

comment on function app.begin_storing(uuid) is
  'Lets a checked and confirmed file be stored, and remembers its reading if it has a name. '
  'Caller: app.confirm_import, app.end_import_check. Lock: the import''s row; that of the reading.';
