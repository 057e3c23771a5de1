create function app.group_uuid()
returns uuid
language sql stable parallel safe
as $$
select nullif(current_setting('app.site_group_uuid', true), '')::uuid
$$;

comment on function app.group_uuid() is
  'Returns the scope''s group; NULL without one. Caller: definer functions. Policies have the '
  'same expression themselves, so that visible_sites stays their only function. Lock: none.';
