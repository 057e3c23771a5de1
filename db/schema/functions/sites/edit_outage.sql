create function app.edit_outage(of_outage uuid, changes jsonb)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  before app.outages;
  outage app.outages;
begin
  select * into before from app.outages
  where outage_uuid = of_outage and site_uuid = any(app.visible_sites()) for no key update;
  if not found then return false; end if;
  outage := jsonb_populate_record(before,
    changes - array['outage_uuid', 'site_uuid', 'created_utc']);
  if outage.end_utc <= outage.start_utc then
    raise 'The end must be after the start.' using errcode = 'SC422', column = 'end_utc';
  end if;
  if outage is distinct from before then
    update app.outages set kind = outage.kind, start_utc = outage.start_utc,
      end_utc = outage.end_utc, removed_utc = outage.removed_utc
    where outage_uuid = of_outage;
  end if;
  if changes ? 'text' then perform app.write_outage_text(of_outage, changes ->> 'text'); end if;
  return true;
end
$$;

comment on function app.edit_outage(uuid, jsonb) is
  'Writes those of kind, start_utc, end_utc and removed_utc that the object has to an outage of '
  'a site of the scope, and text as that of the scope''s group. Returns false when there is no '
  'such outage; throws SC422 when it would end before it starts. Caller: web roles '
  '(sql/sites/outages.ts). Lock: the outage''s row, then as app.on_outage_change.';
grant execute on function app.edit_outage(uuid, jsonb) to sitecast_app, sitecast_admin;
