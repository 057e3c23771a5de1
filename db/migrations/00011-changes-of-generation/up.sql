-- Bodies of functions may name what comes later.
set local check_function_bodies = off;

drop trigger revision_insert on generation;
drop trigger revision_update on generation;
drop trigger revision_delete on generation;
drop trigger revision_truncate on generation;
drop trigger revision_truncate on forecast_values;
drop trigger revision_update on sites;

create table app.generation_changes (
  site_uuid uuid not null,
  first_utc timestamp not null,
  last_utc timestamp not null
);
create index ix_generation_changes_site_uuid on app.generation_changes (site_uuid);

comment on table app.generation_changes is
  'What changed in generation since the last sweep: a row for each site of each statement. Only '
  'appended to by the triggers of generation: no unique key, no foreign key and no lock that '
  'outlives the row, so that a transaction which stays open keeps nobody waiting. app.sweep() '
  'turns the rows of a site into its revision each second; until then ETags count them, too.';
comment on column app.generation_changes.site_uuid is
  'The site whose measurements changed; the zero UUID: all sites (TRUNCATE).';
comment on column app.generation_changes.first_utc is
  'Start of the first period that changed (UTC).';
comment on column app.generation_changes.last_utc is
  'Start of the last period that changed (UTC).';

create table app.changed_ranges (
  follower text not null,
  site_uuid uuid not null,
  first_utc timestamp not null,
  last_utc timestamp not null,
  changes bigint not null default 1,
  constraint changed_ranges_pkey primary key (follower, site_uuid),
  constraint changed_ranges_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);
create index ix_changed_ranges_site_uuid on app.changed_ranges (site_uuid);

comment on table app.changed_ranges is
  'For each follower of generation and each site the range of periods that changed since the '
  'follower last committed its work. Widened by app.sweep(); the follower deletes the row that '
  'it has read, unless it has been widened meanwhile.';
comment on column app.changed_ranges.follower is
  'What depends on measurements: accuracy (counted pairs) or fits (of the baseline).';
comment on column app.changed_ranges.site_uuid is 'The site whose measurements changed.';
comment on column app.changed_ranges.first_utc is 'Start of the first period that changed (UTC).';
comment on column app.changed_ranges.last_utc is 'Start of the last period that changed (UTC).';
comment on column app.changed_ranges.changes is
  'Counts the widenings: a row with another number than was read has changed since.';

create function app.on_generation_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  sites uuid[];
  firsts timestamp[];
  lasts timestamp[];
begin
  -- Rows of a transition table are read alone, into arrays: in a distributed database a statement
  -- that also names a table cannot see them.
  if tg_op = 'TRUNCATE' then
    insert into app.generation_changes (site_uuid, first_utc, last_utc)
    values ('00000000-0000-0000-0000-000000000000', '-infinity', 'infinity');
    return null;
  elsif tg_op = 'INSERT' then
    select array_agg(s), array_agg(f), array_agg(l) into sites, firsts, lasts
    from (select site_uuid, min(start_utc), max(start_utc) from new_rows group by 1) c (s, f, l);
  elsif tg_op = 'DELETE' then
    select array_agg(s), array_agg(f), array_agg(l) into sites, firsts, lasts
    from (select site_uuid, min(start_utc), max(start_utc) from old_rows group by 1) c (s, f, l);
  else
    select array_agg(s), array_agg(f), array_agg(l) into sites, firsts, lasts
    from (select site_uuid, min(start_utc), max(start_utc)
      from (select site_uuid, start_utc from old_rows
        union all select site_uuid, start_utc from new_rows) r
      group by 1) c (s, f, l);
  end if;
  if sites is null then return null; end if;
  insert into app.generation_changes (site_uuid, first_utc, last_utc)
  select * from unnest(sites, firsts, lasts);
  return null;
end
$$;

comment on function app.on_generation_change() is
  'Appends to app.generation_changes which sites a statement changed, old and new, and from '
  'which period to which; for TRUNCATE one row with the zero UUID. Refuses nothing. Caller: '
  'triggers changes_insert, changes_update, changes_delete and changes_truncate of generation. '
  'Lock: none that anybody waits for.';

create function app.on_sites_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  changed uuid[];
begin
  if not app.is_home() then return null; end if;
  select array_agg(site_uuid) into changed from new_rows;
  perform app.touch_sites(changed);
  return null;
end
$$;

comment on function app.on_sites_change() is
  'Counts up the revisions of sites that were made or edited. A new site begins with a '
  'revision of its own, so that one which is deleted and made again under its UUID never '
  'repeats an ETag. Caller: triggers revision_insert and revision_update of sites. Lock: as '
  'app.touch_sites.';

create or replace function app.on_values_truncate()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from latest_forecast_values;
  perform app.touch_sites(array(select site_uuid from sites));
  return null;
end
$$;

comment on function app.on_values_truncate() is
  'Empties the latest table and counts up all revisions after forecast_values was emptied; by '
  'DELETE, since TRUNCATE sites CASCADE is still using the table. Caller: trigger '
  'latest_truncate of forecast_values. Lock: rows of the latest table, then as '
  'app.touch_sites.';

create function app.revisions_of(asked uuid[])
returns table (site_uuid uuid, revision text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  of_sites uuid[];
  truncations bigint;
begin
  of_sites := array(
    select s.site_uuid from sites s
    where s.site_uuid = any((select app.visible_sites())::uuid[])
      and case when asked is null then s.active is not false else s.site_uuid = any(asked) end);
  select count(*) into truncations from app.generation_changes c
  where c.site_uuid = '00000000-0000-0000-0000-000000000000';
  return query
    with changes as materialized (
      select c.site_uuid, count(*) as n from app.generation_changes c
      where c.site_uuid = any(of_sites) group by 1)
    select s, (coalesce(r.revision, 0) + coalesce(changes.n, 0))::text
      || case when truncations > 0 then '.' || truncations else '' end
    from unnest(of_sites) s
    left join site_revisions r on r.site_uuid = s
    left join changes on changes.site_uuid = s;
end
$$;

comment on function app.revisions_of(uuid[]) is
  'Returns the revisions of the scope''s sites among these (active or not), or of all its '
  'active ones: the revision of site_revisions plus the changes of generation that are not '
  'swept yet. A count, not a maximum: a change may be committed after a younger one. Stable, '
  'hence all of one snapshot. Caller: web roles, before the body that an ETag is for '
  '(sql/sites/revisions.ts). Lock: none.';
grant execute on function app.revisions_of(uuid[]) to sitecast_app, sitecast_admin;

create function app.sweep()
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '1s'
as $$
declare
  everywhere constant uuid := '00000000-0000-0000-0000-000000000000';
  truncations integer;
  changed uuid[];
  free uuid[];
  sites uuid[];
  counts bigint[];
  firsts timestamp[];
  lasts timestamp[];
begin
  if not exists (select 1 from app.generation_changes)
    or not pg_try_advisory_xact_lock(hashtext('app.sweep')) then
    return 0;
  end if;

  delete from app.generation_changes where site_uuid = everywhere;
  get diagnostics truncations = row_count;
  if truncations > 0 then
    insert into app.generation_changes (site_uuid, first_utc, last_utc)
    select s, '-infinity', 'infinity'
    from unnest(array(select site_uuid from sites)) s, generate_series(1, truncations);
  end if;

  changed := array(select distinct site_uuid from app.generation_changes);
  delete from app.generation_changes where site_uuid = any(array(
    select unnest(changed) except select site_uuid from sites));

  -- Sites whose revision somebody holds keep their changes until a later sweep.
  free := array(select site_uuid from site_revisions where site_uuid = any(changed)
    order by 1 for update skip locked);
  with swept as (
    delete from app.generation_changes where site_uuid = any(free)
    returning site_uuid, first_utc, last_utc)
  select array_agg(s), array_agg(n), array_agg(f), array_agg(l) into sites, counts, firsts, lasts
  from (select site_uuid, count(*), min(first_utc), max(last_utc) from swept
    group by 1 order by 1) c (s, n, f, l);
  if sites is null then return 0; end if;

  update site_revisions r set revision = r.revision + k.n
  from unnest(sites, counts) k (site_uuid, n) where r.site_uuid = k.site_uuid;
  insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
  select follower, k.* from unnest(array['accuracy', 'fits']) follower,
    unnest(sites, firsts, lasts) k
  order by 1, 2
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  return (select sum(n) from unnest(counts) n);
end
$$;

comment on function app.sweep() is
  'Turns the k rows that a site has in app.generation_changes into its revision + k, for all '
  'sites at once, and widens its ranges in app.changed_ranges; drops the rows of sites that '
  'are gone. Returns how many rows it counted. What an ETag counts, revision and rows '
  'together, is the same before and after. Caller: the owner, each second on one instance '
  '(sql/generation/changes.ts). Lock: advisory ''app.sweep'', else it returns 0; rows of '
  'site_revisions in the order of sites, those that are free; rows of app.changed_ranges, for '
  'which it waits a second (55P03).';

create trigger changes_insert after insert on generation
  referencing new table as new_rows
  for each statement execute function app.on_generation_change();
create trigger changes_update after update on generation
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_generation_change();
create trigger changes_delete after delete on generation
  referencing old table as old_rows
  for each statement execute function app.on_generation_change();
create trigger changes_truncate after truncate on generation
  for each statement execute function app.on_generation_change();

create trigger revision_insert after insert on sites
  referencing new table as new_rows
  for each statement execute function app.on_sites_change();
create trigger revision_update after update on sites
  referencing new table as new_rows
  for each statement execute function app.on_sites_change();

-- Each site has a revision of its own from now on.
insert into site_revisions (site_uuid) select site_uuid from sites on conflict do nothing;

drop function app.on_generation_delete(),
  app.on_generation_insert(),
  app.on_generation_update(),
  app.on_sites_update();
