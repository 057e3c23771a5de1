create function app.assign_site(of_site uuid, to_model uuid, to_client uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update sites set ml_model_uuid = to_model, client_uuid = to_client
  where site_uuid = of_site
    and (ml_model_uuid, client_uuid) is distinct from (to_model, to_client);
end
$$;

comment on function app.assign_site(uuid, uuid, uuid) is
  'Assigns model and client to a site, NULL for none; the same ones as before are no edit. '
  'Throws 23503 without such a model or client. Caller: sitecast_admin '
  '(sql/sites/admin_sites.ts). Lock: the site''s row.';
grant execute on function app.assign_site(uuid, uuid, uuid) to sitecast_admin;
