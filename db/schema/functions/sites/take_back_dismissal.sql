create function app.take_back_dismissal(of_attention uuid)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  site uuid := (select site_uuid from app.attention
    where attention_uuid = of_attention and site_uuid = any(app.visible_sites()));
begin
  delete from app.attention_dismissals
  where attention_uuid = of_attention and site_group_uuid = app.group_uuid()
    and site is not null;
  if not found then return false; end if;
  perform app.touch_sites(array[site]);
  return true;
end
$$;

comment on function app.take_back_dismissal(uuid) is
  'Shows the scope''s group again what it had dismissed. Returns false when it had not, or when '
  'the site is not the scope''s. Caller: web roles (sql/sites/attention.ts). Lock: the site''s '
  'row of site_revisions.';
grant execute on function app.take_back_dismissal(uuid) to sitecast_app, sitecast_admin;
