create function app.as_utc(value text)
returns timestamp
language sql stable
as $$
select case when (value like '19__-__-__T%' or value like '20__-__-__T%')
    and (value like '%Z' or value ~ '[+-](0\d|1[0-4]):\d\d$')
  then value::timestamptz at time zone 'utc' end
$$;

comment on function app.as_utc(text) is
  'Returns the UTC time of a text with offset; NULL for anything else. Caller: ingestion. '
  'Lock: none.';
