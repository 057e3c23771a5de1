create function app.move_generation(of_upload uuid, replaces boolean, is_in_order boolean)
returns table (inserted integer, unchanged integer, conflicting integer, replaced integer,
  deleted integer, conflicts jsonb, batch_id bigint)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  left_out integer[] := '{}';
  sent record;
begin
  if not is_in_order then
    left_out := array(select line from app.contradicting_generation(of_upload));
  end if;
  -- Pieces follow each other, and so do the rows of each.
  select array_agg(v.site) as sites, array_agg(v.first) as starts, array_agg(v.last) as ends,
    array_agg(v.kw) as powers, array_agg(v.line) as lines
  into sent
  from (select * from app.staged_generation
      where upload_uuid = of_upload and site_group_uuid = app.group_uuid()
      order by piece_number) p,
    unnest(p.sites, p.starts, p.ends, p.powers, p.lines) v (site, first, last, kw, line)
  where left_out = '{}' or v.line not in (select unnest(left_out));
  if exists (select 1 from (select distinct unnest(sent.sites)) s (site_uuid)
      where site_uuid <> all (app.visible_sites())) then
    raise 'A site of this upload no longer belongs to your group. Nothing was stored.'
      using errcode = 'SC409';
  end if;
  select w.inserted, w.unchanged, w.conflicting, w.replaced, w.deleted,
    (select coalesce(jsonb_agg(c || jsonb_build_object('row', sent.lines[(c ->> 'row')::integer])),
      '[]') from jsonb_array_elements(w.conflicts) c),
    case when w.inserted + w.replaced + w.deleted > 0 then w.batch_id end
  into inserted, unchanged, conflicting, replaced, deleted, conflicts, batch_id
  from app.write_generation('sent', coalesce(sent.sites, '{}'), coalesce(sent.starts, '{}'),
    coalesce(sent.ends, '{}'), coalesce(sent.powers, '{}'), replaces) w;
  delete from app.staged_generation
  where upload_uuid = of_upload and site_group_uuid = app.group_uuid();
  return next;
end
$$;

comment on function app.move_generation(uuid, boolean, boolean) is
  'Stores an upload of the scope''s group as app.ingest_generation stores a request, all of it or '
  'nothing, and forgets it. The rows of conflicts are numbers of lines. Where the starts of a site '
  'are not in order, lines that contradict an earlier one are left out. Throws SC409 when a site is '
  'no longer the scope''s. Caller: web roles (sql/generation/uploads.ts). Lock: as '
  'app.write_generation, until the transaction ends.';
grant execute on function app.move_generation(uuid, boolean, boolean)
  to sitecast_app, sitecast_admin;
