create function app.wrong_time(field text)
returns text
language sql immutable
as $$
select format('%s|%1$s must be a time with its offset, like 2026-11-21T09:00:00Z.', field)
$$;

comment on function app.wrong_time(text) is
  'Returns what is wrong with a field that must be a time, as field|sentence. Caller: '
  'ingestion. Lock: none.';
