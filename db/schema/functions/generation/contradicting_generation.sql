create function app.contradicting_generation(of_upload uuid)
returns table (line integer, first_line integer, site_uuid uuid, start_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query
    select r.line, r.first_line, r.site, r.first
    from (select v.site, v.first, v.line, v.kw,
        first_value(v.kw) over period as first_kw, first_value(v.line) over period as first_line
      from app.staged_generation p,
        unnest(p.sites, p.starts, p.ends, p.powers, p.lines) v (site, first, last, kw, line)
      where p.upload_uuid = of_upload and p.site_group_uuid = app.group_uuid()
      window period as (partition by v.site, v.first, v.last order by v.line)) r
    where r.kw is distinct from r.first_kw
    order by r.line;
end
$$;

comment on function app.contradicting_generation(uuid) is
  'Returns the lines of an upload of the scope''s group that have another power than an earlier '
  'line of the same site and period, with that line, in order. Caller: web roles '
  '(sql/generation/uploads.ts), app.move_generation. Lock: none.';
grant execute on function app.contradicting_generation(uuid) to sitecast_app, sitecast_admin;
