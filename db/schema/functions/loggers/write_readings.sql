create function app.write_readings(hash bytea, names text[], indexes integer[], micros bigint[],
  readings double precision[])
returns table (inserted integer, changed integer, unchanged integer, refused integer[],
  unknown jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  of_logger uuid;
begin
  select k.logger_uuid into of_logger from app.logger_keys k
  where k.key_hash = hash and k.revoked_utc is null;
  if not found then return; end if;
  return query select * from app.put_readings(of_logger, names, indexes, micros, readings);
  update app.logger_keys k set last_used_utc = now() at time zone 'utc'
  where k.key_hash = hash and coalesce(
    k.last_used_utc < (now() at time zone 'utc') - interval '1 minute', true);
end
$$;

comment on function app.write_readings(bytea, text[], integer[], bigint[], double precision[]) is
  'Stores readings by the key of a logger, given as its SHA-256, as app.put_readings. Returns no row '
  'for a key that is unknown or revoked. Needs no scope: the hash is the right. Caller: the pool of '
  'devices (sql/loggers/readings.ts). Lock: as app.put_readings; the key''s row once a minute.';
grant execute on function
  app.write_readings(bytea, text[], integer[], bigint[], double precision[]) to sitecast_app;
