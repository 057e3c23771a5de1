create function app.is_home()
returns boolean
language sql stable parallel safe
as $$
select true
$$;

comment on function app.is_home() is
  'Returns true where triggers on small tables do their work; on a worker of a distributed '
  'database the function is replaced by one that returns false. Caller: trigger functions of '
  'sites, ml_model and site_groups; modellers'' logins by way of app.link_to_admin_groups. '
  'Lock: none.';
grant execute on function app.is_home() to sitecast_sdk;
