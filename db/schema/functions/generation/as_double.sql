create function app.as_double(value jsonb)
returns double precision
language sql immutable
as $$
select case jsonb_typeof(value) when 'number' then
  case when abs(value::numeric) < 1e300 then value::double precision end end
$$;

comment on function app.as_double(jsonb) is
  'Returns the number of a JSON value; NULL for what is no number or one that a double cannot '
  'hold. Caller: ingestion. Lock: none.';
