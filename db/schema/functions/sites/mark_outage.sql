create function app.mark_outage(of_site uuid, outage_kind text, from_utc timestamp,
  to_utc timestamp, words text)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  made uuid;
begin
  perform app.check_sites(array[of_site]);
  insert into app.outages (site_uuid, kind, start_utc, end_utc)
  values (of_site, outage_kind, from_utc, to_utc) returning outage_uuid into made;
  perform app.write_outage_text(made, words);
  return made;
end
$$;

comment on function app.mark_outage(uuid, text, timestamp, timestamp, text) is
  'Marks an outage or a curtailment of a site of the scope, with the text of the scope''s group '
  '(NULL: none), and returns its key. Throws P0002 for a stranger''s site. Caller: web roles '
  '(sql/sites/outages.ts). Lock: as app.on_outage_change.';
grant execute on function app.mark_outage(uuid, text, timestamp, timestamp, text)
  to sitecast_app, sitecast_admin;
