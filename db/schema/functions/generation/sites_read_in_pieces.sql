create function app.sites_read_in_pieces(of_sites uuid[], from_utc timestamp, to_utc timestamp)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  five_minutes constant interval := '5 minutes';
begin
  return array(
    select s.site_uuid
    from sites s left join lateral (
      select start_utc, end_utc - start_utc as length
      from generation
      where site_uuid = s.site_uuid and start_utc >= from_utc and start_utc < to_utc
        and end_utc > start_utc and end_utc <= start_utc + interval '1 day'
      order by start_utc, end_utc limit 1) f on true
    where s.site_uuid = any(of_sites)
      and (s.measured_every_minutes > 0
        or exists (
          select from generation
          where site_uuid = s.site_uuid and start_utc >= from_utc and start_utc < to_utc
            and (end_utc <> start_utc + f.length
              or date_bin(f.length, start_utc, f.start_utc) <> start_utc))
        and exists (
          select from (
            select end_utc, lead(start_utc) over (order by start_utc, end_utc) as next_utc
            from generation
            where site_uuid = s.site_uuid and start_utc >= from_utc and start_utc < to_utc
              and end_utc > start_utc and end_utc <= start_utc + interval '1 day') w
          where next_utc < end_utc)));
end
$$;

comment on function app.sites_read_in_pieces(uuid[], timestamp, timestamp) is
  'Returns those of the sites whose measured periods that start in [from_utc, to_utc) overlap, '
  'and those that state how long their rows of 5 minutes last: they are read through '
  'app.generation_pieces(), all others as they are stored. Rows of one length at multiples of '
  'it cannot overlap, since a site has each period once: this is seen without a sort, from the '
  'index alone. Caller: web roles and the owner (sql/generation/finite.ts). Lock: none.';
grant execute on function app.sites_read_in_pieces(uuid[], timestamp, timestamp)
  to sitecast_app, sitecast_admin;
