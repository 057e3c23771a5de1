create function app.make_variables(of_logger uuid, names text[])
returns bigint[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  there integer;
begin
  select count(*) into there from app.logger_variables v where v.logger_uuid = of_logger;
  insert into app.logger_variables (logger_uuid, name)
  select of_logger, n.name from unnest(names) with ordinality n (name, place)
  where not exists (select 1 from app.logger_variables v
    where v.logger_uuid = of_logger and v.name = n.name)
  group by n.name order by min(n.place) limit greatest(500 - there, 0)
  on conflict do nothing;
  return array(
    select v.variable_id from unnest(names) with ordinality n (name, place)
    left join app.logger_variables v on v.logger_uuid = of_logger and v.name = n.name
    order by n.place);
end
$$;

comment on function app.make_variables(uuid, text[]) is
  'Makes those variables of a logger that are missing, in their order, up to 500 for the logger, and '
  'returns the keys of all; NULL for those past the 500th. Caller: definer functions that hold the '
  'logger''s row, so that a name is made once. Lock: the new rows.';
