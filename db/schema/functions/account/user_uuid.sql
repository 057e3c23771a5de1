create function app.user_uuid()
returns uuid
language sql stable parallel safe
as $$
select nullif(current_setting('app.user_uuid', true), '')::uuid
$$;

comment on function app.user_uuid() is
  'Returns the scope''s user; NULL without one. Caller: definer functions. Lock: none.';
