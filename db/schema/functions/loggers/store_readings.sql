create function app.store_readings(of_logger uuid, names text[], indexes integer[],
  micros bigint[], readings double precision[], in_session integer default null)
returns table (inserted integer, changed integer, unchanged integer, refused integer[],
  unknown jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.find_logger(of_logger);
  return query select * from app.put_readings(of_logger, names, indexes, micros, readings,
    in_session);
end
$$;

comment on function
  app.store_readings(uuid, text[], integer[], bigint[], double precision[], integer) is
  'Stores readings of a logger of the scope, as app.put_readings. Throws P0002 for a stranger''s '
  'logger. Caller: sitecast_app (sql/loggers/readings.ts). Lock: as app.put_readings.';
grant execute on function
  app.store_readings(uuid, text[], integer[], bigint[], double precision[], integer)
  to sitecast_app;
