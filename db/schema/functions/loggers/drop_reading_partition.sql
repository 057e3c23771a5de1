create function app.drop_reading_partition(name text)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '3s'
as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.make_reading_partitions'));
  if not exists (select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'app.logger_readings'::regclass and c.relname = name
      and name ~ '^logger_readings_\d+$') then
    return false;
  end if;
  execute format('drop table app.%I', name);
  return true;
end
$$;

comment on function app.drop_reading_partition(text) is
  'Drops a partition of app.logger_readings with all its readings and returns false when there is '
  'none of this name. Gives up with 55P03 after three seconds behind a long reader. Caller: '
  'retention (sql/loggers/partitions.ts). Lock: advisory ''app.make_reading_partitions''; '
  'app.logger_readings ACCESS EXCLUSIVE.';
