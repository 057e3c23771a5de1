create function app.import_times(milliseconds bigint[])
returns timestamp[]
language sql immutable
as $$
select array(select timestamp '1970-01-01' + ms * interval '1 millisecond'
  from unnest(milliseconds) ms)
$$;

comment on function app.import_times(bigint[]) is
  'Returns times (UTC) by their milliseconds since 1970, in the same order. Caller: '
  'app.add_import_piece, app.store_import_piece. Lock: none.';
