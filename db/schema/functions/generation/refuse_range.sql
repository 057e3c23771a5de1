create function app.refuse_range(starts timestamp[], sentence text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  n integer := coalesce(cardinality(starts), 0);
  shown text;
begin
  if n = 0 then return; end if;
  select string_agg((to_jsonb(s) #>> '{}') || 'Z', ', ' order by s) into shown
  from unnest(starts[1:5]) s;
  raise '%', format(sentence, case n when 1 then '1 measurement' else n || ' measurements' end,
      shown || case when n > 5 then format(' and %s more', n - 5) else '' end)
    using errcode = 'SC409';
end
$$;

comment on function app.refuse_range(timestamp[], text) is
  'Throws SC409 unless the list is empty. sentence: a format of how many measurements, and the '
  'first five of their starts. Caller: app.clear_generation. Lock: none.';
