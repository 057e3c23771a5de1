set local check_function_bodies = off;

create table app.logger_batches (
  logger_uuid uuid not null,
  batch_id bigint not null,
  constraint logger_batches_pkey primary key (logger_uuid)
);

create table app.logger_conflicts (
  site_uuid uuid not null,
  start_utc timestamp without time zone not null,
  end_utc timestamp without time zone not null,
  power_kw double precision not null,
  constraint logger_conflicts_pkey primary key (site_uuid, start_utc)
);

alter table app.logger_conflicts
  enable row level security;

create table app.logger_sites (
  site_uuid uuid not null,
  period_minutes integer not null,
  kept_before_utc timestamp without time zone,
  constraint logger_sites_period_minutes_check
    check ((period_minutes = ANY (ARRAY[5, 10, 15, 30]))),
  constraint logger_sites_pkey primary key (site_uuid)
);

alter table app.logger_sites
  enable row level security;

create table app.site_work (
  site_uuid uuid not null,
  times tsmultirange not null,
  constraint site_work_pkey primary key (site_uuid)
);

create or replace function app.batch_of_logger (
  of_logger uuid
)
  returns bigint
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  batch bigint;
begin
  perform 1 from app.loggers l where l.logger_uuid = of_logger for key share;
  if not found then raise 'no such logger' using errcode = 'P0002'; end if;
  select b.batch_id into batch
  from app.logger_batches l join app.batches b using (batch_id)
  where l.logger_uuid = of_logger and b.undone_utc is null
  for key share of b;
  while batch is null loop
    insert into app.batches (batch_id, site_group_uuid, actor, door, kind, day, is_shared,
      created_utc)
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint, l.site_group_uuid, l.name,
      'logger', 'sent', (now() at time zone 'utc')::date, false, now() at time zone 'utc'
    from app.loggers l where l.logger_uuid = of_logger
    on conflict do nothing
    returning batch_id into batch;
    insert into app.logger_batches as l (logger_uuid, batch_id)
    select of_logger, batch where batch is not null
    on conflict (logger_uuid) do update set batch_id = excluded.batch_id;
  end loop;
  return batch;
end
$function$;

create or replace function app.change_feeds (
  of_site uuid,
  from_utc timestamp without time zone,
  was_fed boolean
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  from_then constant timestamp := nullif(from_utc, '-infinity');
  first timestamp;
begin
  insert into app.logger_sites as l (site_uuid, period_minutes, kept_before_utc)
  select s.site_uuid, app.logger_period(of_site), case when was_fed then from_then end
  from sites s where s.site_uuid = of_site
  on conflict (site_uuid) do update set kept_before_utc = case
    when was_fed or l.kept_before_utc > from_utc then from_then else l.kept_before_utc end;
  if not found then return; end if; -- the site itself is being deleted

  select least(min(v.first_utc), (
    select min(b.first_utc) from app.logger_batches k join app.batch_sites b using (batch_id)
    where b.site_uuid = of_site))
  into first
  from app.loggers l join app.logger_variables v using (logger_uuid)
  where l.site_uuid = of_site;
  if first is null or greatest(from_utc, first) > now() at time zone 'utc' then return; end if;
  insert into app.site_work as w (site_uuid, times)
  values (of_site, tsmultirange(tsrange(greatest(from_utc, first), now() at time zone 'utc', '[]')))
  on conflict (site_uuid) do update set times = w.times + excluded.times;
end
$function$;

create or replace function app.logger_period (
  of_site uuid
)
  returns integer
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  lengths constant integer[] := array[5, 10, 15, 30];
  every integer;
  minutes integer;
begin
  select s.measured_every_minutes into every from sites s where s.site_uuid = of_site;
  select l.period_minutes into minutes from app.logger_sites l where l.site_uuid = of_site;
  if minutes is null and every = any(lengths) then return every; end if;
  if minutes is null then
    select extract(epoch from g.end_utc - g.start_utc)::integer / 60 into minutes
    from (select start_utc, end_utc from generation where site_uuid = of_site
      order by start_utc desc limit 100) g
    where g.end_utc - g.start_utc = any(array(
      select make_interval(mins => n) from unnest(lengths) n))
    group by 1 order by count(*) desc, 1 limit 1;
  end if;
  minutes := coalesce(minutes, 15);
  -- Rows of 5 minutes would last longer there than they do.
  if minutes = 5 and every <> 5 then
    minutes := case when every = any(lengths) then every else 15 end;
  end if;
  return minutes;
end
$function$;

create or replace function app.on_feed_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  of_site uuid;
  right_now constant timestamp := now() at time zone 'utc';
begin
  if tg_table_name = 'loggers' then
    if tg_op = 'DELETE' and exists (select 1 from app.logger_variables v
        where v.logger_uuid = old.logger_uuid and v.feeds <> 'nothing') then
      perform app.change_feeds(old.site_uuid, right_now, true);
    end if;
    return old;
  end if;
  select l.site_uuid into of_site from app.loggers l
  where l.logger_uuid = case tg_op when 'INSERT' then new.logger_uuid else old.logger_uuid end;
  if not found then return null; end if;
  if tg_op = 'INSERT' then
    perform app.change_feeds(of_site, coalesce(new.feed_from_utc, '-infinity'), false);
    return null;
  end if;
  if tg_op = 'DELETE' then
    perform app.change_feeds(of_site, right_now, true);
  elsif old.feeds = 'nothing' and new.feeds = 'nothing' then
    return null;
  elsif new.feeds = 'nothing' then
    perform app.change_feeds(of_site, coalesce(new.feed_from_utc, right_now), true);
  else
    perform app.change_feeds(of_site, coalesce(new.feed_from_utc, '-infinity'),
      old.feeds <> 'nothing');
  end if;
  if tg_op = 'UPDATE' and new.includes_charger is distinct from old.includes_charger then
    insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
    select 'sun', of_site, '-infinity', 'infinity'
    where exists (select 1 from ev_charging_session s where s.site_uuid = of_site)
    on conflict (follower, site_uuid) do update
      set first_utc = '-infinity', last_utc = 'infinity', changes = c.changes + 1;
  end if;
  return null;
end
$function$;

create or replace function app.store_logger_generation (
  of_site uuid,
  of_logger uuid,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  keeps boolean
)
  returns table (
    inserted integer,
    replaced integer,
    deleted integer,
    conflicting integer
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  every integer;
  plan record;
  batch bigint;
begin
  perform app.lock_generation(array[of_site]);
  select s.measured_every_minutes into every from sites s where s.site_uuid = of_site;

  with wanted as materialized (
    select n::integer, first, last, app.period_end(first, last, every) as lasts_utc, kw
    from unnest(starts, ends, powers) with ordinality w (first, last, kw, n)),
  stored as materialized (
    select g.generation_uuid as uuid, g.start_utc as first, g.end_utc as last,
      app.period_end(g.start_utc, g.end_utc, every) as lasts_utc, g.generation_power_kw as kw,
      coalesce(b.door = 'logger' and g.generation_power_kw = g.batch_power_kw, false) as is_own
    from generation g left join app.batches b using (batch_id)
    where g.site_uuid = of_site and g.start_utc >= from_utc - interval '1 day'
      and g.start_utc < to_utc),
  judged as materialized (
    select w.*, exists (select 1 from stored s
      where not s.is_own and s.first < w.lasts_utc and s.lasts_utc > w.first) as is_blocked
    from wanted w),
  -- Rows of loggers: what is wanted now of the same period, if anything is.
  own as (
    select s.uuid, s.first, s.last, s.kw, j.n, j.kw as new_kw
    from stored s left join judged j on j.first = s.first and j.last = s.last
      and not j.is_blocked
    where s.is_own and s.first >= from_utc
      and (not keeps or exists (select 1 from judged o
        where not o.is_blocked and o.first < s.lasts_utc and o.lasts_utc > s.first)))
  select
    array(select n from judged where is_blocked order by n) as blocked,
    array(select j.n from judged j where not j.is_blocked
      and j.n <> all(array(select n from own where n is not null)) order by j.n) as new_rows,
    array(select uuid from own where n is null) as gone,
    array(select first from own where n is null order by uuid) as gone_starts,
    array(select uuid from own where kw <> new_kw order by first) as other,
    array(select n from own where kw <> new_kw order by first) as other_numbers
  into plan;

  delete from app.logger_conflicts c
  where c.site_uuid = of_site and c.start_utc >= from_utc and c.start_utc < to_utc;
  insert into app.logger_conflicts (site_uuid, start_utc, end_utc, power_kw)
  select of_site, starts[n], ends[n], powers[n] from unnest(plan.blocked) n;

  inserted := 0;
  replaced := cardinality(plan.other);
  deleted := cardinality(plan.gone);
  conflicting := cardinality(plan.blocked);
  if deleted > 0 then
    delete from generation g where g.generation_uuid = any(plan.gone) and g.site_uuid = of_site;
  end if;
  if replaced + cardinality(plan.new_rows) > 0 then
    batch := app.batch_of_logger(of_logger);
    update generation g set generation_power_kw = powers[n], batch_power_kw = powers[n],
      batch_id = batch, created_utc = now() at time zone 'utc'
    from unnest(plan.other, plan.other_numbers) o (uuid, n)
    where g.generation_uuid = o.uuid and g.site_uuid = of_site;
    inserted := app.insert_generation(array_fill(of_site, array[cardinality(starts)]), starts, ends,
      powers, plan.new_rows, batch);
    perform app.count_batch(batch, array_agg(of_site), array_agg(first), array_agg(last),
      array_agg(effect), row_counts => array_agg(row_count))
    from (select effect, min(starts[n]), max(ends[n]), count(*)::integer
      from (select n, 'inserted' from unnest(plan.new_rows) n
        union all select n, 'replaced' from unnest(plan.other_numbers) n) r (n, effect)
      group by 1) r (effect, first, last, row_count);
  end if;
  return next;
end
$function$;

create or replace function app.store_site_series (
  of_site uuid,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  kinds text[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  keeps boolean
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  changed integer;
begin
  with wanted as materialized (
    select kind, first, last, kw from unnest(kinds, starts, ends, powers) w (kind, first, last, kw)),
  gone as (
    delete from app.site_series s
    where s.site_uuid = of_site and s.start_utc >= from_utc and s.start_utc < to_utc
      and not exists (select 1 from wanted w where w.kind = s.kind and w.first = s.start_utc)
      and (not keeps or exists (select 1 from wanted w
        where w.kind = s.kind and w.first < s.end_utc and w.last > s.start_utc))
    returning 1),
  written as (
    insert into app.site_series as s (site_uuid, kind, start_utc, end_utc, power_kw)
    select of_site, kind, first, last, kw from wanted order by 2, 3
    on conflict (site_uuid, kind, start_utc) do update
      set end_utc = excluded.end_utc, power_kw = excluded.power_kw
      where (s.end_utc, s.power_kw) is distinct from (excluded.end_utc, excluded.power_kw)
    returning 1)
  select (select count(*) from gone) + (select count(*) from written) into changed;
  if changed > 0 then
    insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
    select 'sun', of_site, from_utc, to_utc
    where exists (select 1 from ev_charging_session s where s.site_uuid = of_site)
    on conflict (follower, site_uuid) do update
      set first_utc = least(c.first_utc, excluded.first_utc),
        last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  end if;
  return changed;
end
$function$;

alter table app.logger_batches
  add constraint logger_batches_batch_id_fkey foreign key (batch_id)
    references app.batches(batch_id) on delete cascade;

alter table app.logger_batches
  add constraint logger_batches_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_conflicts
  add constraint logger_conflicts_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.logger_sites
  add constraint logger_sites_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.site_work
  add constraint site_work_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create index ix_logger_batches_batch_id on app.logger_batches using btree (batch_id);

create trigger feeds_delete
  after delete on app.logger_variables
  for each row
  when ((old.feeds <> 'nothing'::text))
  execute function app.on_feed_change();

create trigger feeds_insert
  after insert on app.logger_variables
  for each row
  when ((new.feeds <> 'nothing'::text))
  execute function app.on_feed_change();

create trigger feeds_update
  after update on app.logger_variables
  for each row
  when
    (((old.feeds IS DISTINCT FROM new.feeds) OR (old.measures IS DISTINCT FROM new.measures) OR
    (old.feed_unit IS DISTINCT FROM new.feed_unit) OR
    (old.includes_charger IS DISTINCT FROM new.includes_charger) OR
    (old.feed_from_utc IS DISTINCT FROM new.feed_from_utc)))
  execute function app.on_feed_change();

create trigger feeds_delete
  before delete on app.loggers
  for each row
  execute function app.on_feed_change();

create policy by_site on app.logger_conflicts
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy by_site on app.logger_sites
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on column app.batches.actor is 'E-mail address of that user at the time; of a logger, its name.';

comment on column app.batches.door is 'How it came: form, api, task, import or logger.';

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the site), fits (of the baseline) or sun (of charging sessions; only sites that have some; also changes of consumption and charger power).';

comment on column app.logger_batches.batch_id is 'Its batch. After that was undone, the logger gets another one.';

comment on column app.logger_batches.logger_uuid is 'The logger.';

comment on column app.logger_conflicts.end_utc is 'End of the period (UTC), excluded.';

comment on column app.logger_conflicts.power_kw is 'Mean power that the loggers measured, in kW.';

comment on column app.logger_conflicts.site_uuid is 'The site.';

comment on column app.logger_conflicts.start_utc is 'Start of the period (UTC).';

comment on column app.logger_sites.kept_before_utc is 'Periods that start before this stay as they were counted (UTC): what feeds the site since then is not what fed it before. NULL: each is counted again when its readings change.';

comment on column app.logger_sites.period_minutes is 'Length of the periods that are counted: 5, 10, 15 or 30 minutes, counted from midnight (UTC).';

comment on column app.logger_sites.site_uuid is 'The site.';

comment on column app.logger_variables.feed_from_utc is 'Periods that start before this are not its concern (UTC). NULL: all are. Of a variable that feeds nothing any more: those before this stay as they were counted; NULL: those before the edit.';

comment on column app.site_work.site_uuid is 'The site.';

comment on column app.site_work.times is 'The times (UTC), ends included.';

comment on function app.batch_of_logger(uuid) is 'Returns the batch of a logger, and opens one when it has none or it was undone. Throws P0002 without such a logger. Caller: app.store_logger_generation. Lock: the rows of the logger and of the batch FOR KEY SHARE; the row of app.logger_batches.';

comment on function app.change_feeds(uuid, timestamp without time zone, boolean) is
  'Lets the periods of a site from a time on (-infinity: all) be counted again, as what feeds it has changed. was_fed: what changed fed the site before, so that older periods stay as they are. Caller: triggers of app.logger_variables and app.loggers. Lock: the site''s rows of app.logger_sites and app.site_work.';

comment on function app.logger_period(uuid) is 'Returns the length in minutes of the periods in which generation of a site is counted from readings: the one that was chosen, else that in which the site is measured already, else 15. Where the site states that its rows of 5 minutes last longer, they are not 5. Caller: the owner (sql/loggers/site_work.ts), app.change_feeds. Lock: none.';

comment on function app.on_feed_change() is 'Lets periods be counted again when what a variable feeds changes: as far back as feed_from_utc says, all where it is NULL. Where a variable feeds nothing any more or is deleted, also with its logger, what was counted stays: from now on, or from feed_from_utc on, it is counted without. Caller: triggers of app.logger_variables and app.loggers. Lock: as app.change_feeds; the site''s row of app.changed_ranges.';

comment on function
  app.store_logger_generation(uuid, uuid, timestamp without time zone, timestamp without time
  zone,
  timestamp without time zone[],
  timestamp without time zone[], double precision[], boolean) is 'Makes the generation of a site that loggers brought, of periods that start in [from_utc, to_utc), equal to these periods, which are added to the batch of a logger: what is not among them is deleted (keeps: only where one of them overlaps it), another power replaced, and nothing of it is kept, as it can be counted again from the readings. A measurement that came another way, or was changed in SQL, stays, and what overlaps it is listed in app.logger_conflicts instead of being written. Returns how many rows were inserted, replaced, deleted, and are in conflict. Caller: the owner (sql/loggers/generation.ts). Lock: app.lock_generation, the rows written, rows of app.logger_conflicts, app.logger_batches and app.batch_sites.';

comment on function
  app.store_site_series(uuid, timestamp without time zone, timestamp without time zone, text[],
  timestamp without time zone[],
  timestamp without time zone[], double precision[], boolean) is 'Makes the consumption and charger power of a site, of periods that start in [from_utc, to_utc), equal to these periods: what is not among them is deleted (keeps: only where one of them overlaps it). Returns how many rows changed; then the sun of charging sessions there is counted again. Caller: the owner (sql/loggers/generation.ts). Lock: the rows written, the site''s row of app.changed_ranges.';

comment on table app.batches is 'Who brought measurements or runs, by which door and when. Requests of fewer than 100 rows of one user, door, kind and UTC day share a batch; a deletion has one of its own, and so has each logger. Rows that were written in SQL have none. A batch goes when nothing refers to it and 30 days are over.';

comment on table app.logger_batches is 'The batch of each logger, to which its generation is added. Read and written by the owner only.';

comment on table app.logger_conflicts is 'Periods of sites whose generation loggers measured, but for which a measurement that came another way is stored: that stays, and nothing is written.';

comment on table app.logger_sites is 'How readings become generation, consumption and charger power at sites of which a variable feeds one of them, or did.';

comment on table app.site_work is 'Times of sites whose periods are to be counted from readings of their loggers, once they are over. Written by the owner and by triggers.';

revoke all on function app.batch_of_logger(uuid) from public;

revoke all on function app.change_feeds(uuid, timestamp without time zone, boolean) from public;

revoke all on function app.logger_period(uuid) from public;

revoke all on function app.on_feed_change() from public;

revoke all
  on function
    app.store_logger_generation(uuid, uuid, timestamp without time zone, timestamp without time
    zone, timestamp without time zone[], timestamp without time zone[], double precision[], boolean)
  from public;

revoke all
  on function
    app.store_site_series(uuid, timestamp without time zone, timestamp without time zone,
    text[],
    timestamp without time zone[], timestamp without time zone[], double precision[], boolean)
  from public;

grant select on table app.logger_conflicts to sitecast_admin, sitecast_app;

grant select on table app.logger_sites to sitecast_admin;

grant insert (period_minutes), update (period_minutes)
  on table app.logger_sites
  to sitecast_app;

grant insert (site_uuid) on table app.logger_sites to sitecast_app;

grant select on table app.logger_sites to sitecast_app;
