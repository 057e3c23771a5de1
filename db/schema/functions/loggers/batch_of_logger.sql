create function app.batch_of_logger(of_logger uuid)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  batch bigint;
begin
  perform 1 from app.loggers l where l.logger_uuid = of_logger for key share;
  if not found then raise 'no such logger' using errcode = 'P0002'; end if;
  select b.batch_id into batch
  from app.logger_batches l join app.batches b using (batch_id)
  where l.logger_uuid = of_logger and b.undone_utc is null
  for key share of b;
  while batch is null loop
    insert into app.batches (batch_id, site_group_uuid, actor, door, kind, day, is_shared,
      created_utc)
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint, l.site_group_uuid, l.name,
      'logger', 'sent', (now() at time zone 'utc')::date, false, now() at time zone 'utc'
    from app.loggers l where l.logger_uuid = of_logger
    on conflict do nothing
    returning batch_id into batch;
    insert into app.logger_batches as l (logger_uuid, batch_id)
    select of_logger, batch where batch is not null
    on conflict (logger_uuid) do update set batch_id = excluded.batch_id;
  end loop;
  return batch;
end
$$;

comment on function app.batch_of_logger(uuid) is
  'Returns the batch of a logger, and opens one when it has none or it was undone. Throws P0002 '
  'without such a logger. Caller: app.store_logger_generation. Lock: the rows of the logger and of '
  'the batch FOR KEY SHARE; the row of app.logger_batches.';
