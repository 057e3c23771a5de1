create function app.times_of(microseconds bigint[])
returns timestamp[]
language sql immutable
as $$
select array(select timestamp '1970-01-01' + us * interval '1 microsecond'
  from unnest(microseconds) us)
$$;

comment on function app.times_of(bigint[]) is
  'Returns times (UTC) by their microseconds since 1970, in the same order. Caller: '
  'app.stage_generation, app.stage_runs. Lock: none.';
