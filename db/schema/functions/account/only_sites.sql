create function app.only_sites()
returns uuid[]
language sql stable parallel safe
as $$
select nullif(current_setting('app.only_sites', true), '')::uuid[]
$$;

comment on function app.only_sites() is
  'Returns the only sites that the scope''s API token sees; NULL for a scope without such a '
  'limit. Caller: app.visible_sites; definer functions. Lock: none.';
