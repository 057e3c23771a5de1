create function app.take_reading_changes(steps text[])
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  taken integer;
begin
  if not exists (select 1 from app.reading_changes) then return 0; end if;
  with changed as (
    delete from app.reading_changes returning logger_uuid, first_utc, last_utc),
  times as (
    select c.logger_uuid, count(*)::integer as changes,
      range_agg(tsrange(c.first_utc, c.last_utc, '[]')) as times
    from changed c join app.loggers l on l.logger_uuid = c.logger_uuid group by 1),
  added as (
    insert into app.logger_work as w (step, logger_uuid, times)
    select s.step, t.logger_uuid, t.times from unnest(steps) s (step), times t order by 1, 2
    on conflict (step, logger_uuid) do update set times = w.times + excluded.times)
  select sum(t.changes) into taken from times t;
  return coalesce(taken, 0);
end
$$;

comment on function app.take_reading_changes(text[]) is
  'Moves what changed in readings into app.logger_work, for each of the steps, and returns how many '
  'changes there were. Caller: the owner, under the lock of the job of loggers '
  '(sql/loggers/changes.ts). Lock: rows of app.reading_changes and app.logger_work.';
