create function app.keep_newest(ids bigint[], times timestamp[], readings double precision[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update app.logger_variables v
  set first_utc = least(v.first_utc, k.first), last_utc = greatest(v.last_utc, k.last),
    last_value = case when v.last_utc > k.last then v.last_value else readings[k.place] end
  from (
    select id, min(t) as first, max(t) as last, max(place) as place
    from unnest(ids, times) with ordinality r (id, t, place) group by id) k
  where v.variable_id = k.id and (v.first_utc is null or v.first_utc > k.first
    or v.last_utc < k.last or v.last_utc = k.last and v.last_value <> readings[k.place]);
end
$$;

comment on function app.keep_newest(bigint[], timestamp[], double precision[]) is
  'Keeps the first and the newest reading of variables; the readings come in the order of variable '
  'and time. Caller: app.put_readings. Lock: rows of app.logger_variables.';
