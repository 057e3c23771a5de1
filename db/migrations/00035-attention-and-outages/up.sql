set local check_function_bodies = off;

drop function app.history_of_site(uuid);

create table app.attention_checks (
  site_uuid uuid not null,
  checked_utc timestamp without time zone not null,
  version integer not null,
  due_utc timestamp without time zone not null,
  constraint attention_checks_pkey primary key (site_uuid)
);

alter table app.attention_checks
  set (fillfactor=50);

create table app.attention_dismissals (
  attention_uuid uuid not null,
  site_group_uuid uuid not null,
  reason text not null,
  text text,
  dismissed_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  dismissed_by text,
  constraint attention_dismissals_pkey primary key (attention_uuid, site_group_uuid),
  constraint attention_dismissals_reason_check
    check ((reason = ANY (ARRAY['battery'::text, 'tracker'::text, 'outage'::text, 'other'::text])))
);

alter table app.attention_dismissals
  enable row level security;

create table app.attention (
  attention_uuid uuid not null default gen_random_uuid(),
  site_uuid uuid not null,
  kind text not null,
  since_utc timestamp without time zone not null,
  until_utc timestamp without time zone,
  numbers jsonb not null default '{}'::jsonb,
  constraint attention_kind_check
    check
    ((kind = ANY (ARRAY['no_production'::text, 'below_p10'::text, 'silent'::text,
    'forecast_late'::text, 'facts'::text, 'above_capacity'::text]))),
  constraint attention_pkey primary key (attention_uuid)
);

alter table app.attention
  enable row level security;

create table app.outage_changes (
  change_uuid uuid not null default gen_random_uuid(),
  outage_uuid uuid not null,
  site_uuid uuid not null,
  created_utc timestamp without time zone
    not null default (clock_timestamp() AT TIME ZONE 'utc'::text),
  operation text not null,
  kind text not null,
  start_utc timestamp without time zone not null,
  end_utc timestamp without time zone,
  changed_by uuid,
  changed_by_email character varying(255),
  changed_by_group uuid,
  changed_through text,
  database_role text,
  constraint outage_changes_pkey primary key (change_uuid)
);

alter table app.outage_changes
  enable row level security;

create table app.outage_texts (
  outage_uuid uuid not null,
  site_group_uuid uuid not null,
  text text not null,
  constraint outage_texts_pkey primary key (outage_uuid, site_group_uuid)
);

alter table app.outage_texts
  enable row level security;

create table app.outages (
  outage_uuid uuid not null default gen_random_uuid(),
  site_uuid uuid not null,
  kind text not null,
  start_utc timestamp without time zone not null,
  end_utc timestamp without time zone,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  removed_utc timestamp without time zone,
  constraint outages_end_utc_check check ((end_utc > start_utc)),
  constraint outages_kind_check check ((kind = ANY (ARRAY['outage'::text, 'curtailment'::text]))),
  constraint outages_pkey primary key (outage_uuid)
);

alter table app.outages
  enable row level security;

create or replace function app.dismiss_attention (
  of_attention uuid,
  because text,
  words text
)
  returns boolean
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  site uuid := (select site_uuid from app.attention
    where attention_uuid = of_attention and until_utc is null
      and site_uuid = any(app.visible_sites()));
begin
  if site is null then return false; end if;
  insert into app.attention_dismissals (attention_uuid, site_group_uuid, reason, text,
    dismissed_by)
  values (of_attention, app.group_uuid(), because, nullif(words, ''),
    (select email from users where user_uuid = app.user_uuid()))
  on conflict (attention_uuid, site_group_uuid) do update
    set reason = excluded.reason, text = excluded.text,
      dismissed_utc = excluded.dismissed_utc, dismissed_by = excluded.dismissed_by;
  perform app.touch_sites(array[site]);
  return true;
end
$function$;

create or replace function app.edit_outage (
  of_outage uuid,
  changes jsonb
)
  returns boolean
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
$function$;

create or replace function app.history_of_site (
  of_site uuid
)
  returns table (
    site_history_uuid uuid,
    created_utc timestamp without time zone,
    operation_type text,
    site_data jsonb,
    before jsonb,
    who text,
    email text,
    changed_through text,
    database_role text,
    batch jsonb,
    outage jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  my_group uuid;
  i_am_admin boolean;
begin
  select g.site_group_uuid, g.is_admin into my_group, i_am_admin from site_groups g
  where g.site_group_uuid = app.group_uuid();
  if my_group is null
    or not (i_am_admin and app.only_sites() is null or of_site = any(app.visible_sites()))
  then return; end if;
  return query
    with changes as (
      select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
        lag(h.site_data) over (order by h.created_utc nulls first,
          (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE') as before,
        h.changed_by_group as by_group, h.changed_by_email::text as by_email, h.changed_through,
        h.database_role, null::jsonb as batch,
        null::jsonb as outage
      from sites_history h
      where h.site_uuid = of_site),
    sent as (
      select b.*, s.changed_utc, jsonb_build_object('batch_id', b.batch_id, 'kind', b.kind,
        'inserted', s.inserted, 'replaced', s.replaced, 'deleted', s.deleted, 'runs', s.runs,
        'start_utc', (to_jsonb(s.first_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') as batch
      from app.batch_sites s join app.batches b using (batch_id)
      where s.site_uuid = of_site),
    entries as (
      select * from changes
      union all
      select null, changed_utc, 'BATCH', null, null, site_group_uuid, actor, door, null, batch,
        null
      from sent
      union all
      select null, undone_utc, 'UNDO', null, null, undone_by_group, undone_by, null, null, batch,
        null
      from sent where undone_utc is not null
      union all
      select null, o.created_utc, 'OUTAGE', null, null, o.changed_by_group, o.changed_by_email,
        o.changed_through, o.database_role, null,
        jsonb_build_object('outage_uuid', o.outage_uuid, 'operation', o.operation,
          'kind', o.kind, 'start_utc', (to_jsonb(o.start_utc) #>> '{}') || 'Z',
          'end_utc', (to_jsonb(o.end_utc) #>> '{}') || 'Z')
      from app.outage_changes o where o.site_uuid = of_site)
    select e.site_history_uuid, e.created_utc, e.operation_type, e.site_data, e.before,
      case when e.by_email is null then null
        when e.by_group = my_group then 'own'
        when exists (select 1 from site_groups g
          where g.site_group_uuid = e.by_group and g.is_admin) then 'admin'
        else 'other' end,
      case when i_am_admin or e.by_group = my_group then e.by_email end,
      e.changed_through, e.database_role, e.batch, e.outage
    from entries e
    order by e.created_utc desc nulls last,
      (e.site_data ->> 'version')::integer desc nulls last, e.operation_type <> 'DELETE';
end
$function$;

create or replace function app.mark_outage (
  of_site uuid,
  outage_kind text,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  words text
)
  returns uuid
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  made uuid;
begin
  perform app.check_sites(array[of_site]);
  insert into app.outages (site_uuid, kind, start_utc, end_utc)
  values (of_site, outage_kind, from_utc, to_utc) returning outage_uuid into made;
  perform app.write_outage_text(made, words);
  return made;
end
$function$;

create or replace function app.on_outage_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  outage app.outages := coalesce(new, old);
  who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
begin
  if tg_op = 'DELETE' and not exists (select 1 from sites where site_uuid = old.site_uuid) then
    return null;
  end if;
  perform app.touch_sites(array[outage.site_uuid]);
  insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
  select follower, outage.site_uuid, least(old.start_utc, new.start_utc),
    greatest(case when tg_op <> 'INSERT' then coalesce(old.end_utc, 'infinity') end,
      case when tg_op <> 'DELETE' then coalesce(new.end_utc, 'infinity') end)
  from unnest(array['accuracy', 'attention', 'fits']) follower
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  insert into app.outage_changes (outage_uuid, site_uuid, operation, kind, start_utc, end_utc,
    changed_by)
  values (outage.outage_uuid, outage.site_uuid,
    case when tg_op = 'INSERT' then 'marked'
      when tg_op = 'DELETE' or old.removed_utc is null and new.removed_utc is not null
        then 'removed'
      when old.removed_utc is not null and new.removed_utc is null then 'put back'
      else 'changed' end,
    outage.kind, outage.start_utc, outage.end_utc, who);
  return null;
end
$function$;

create or replace function app.sweep()
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set lock_timeout to '1s'
  AS $function$
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
  select follower, k.* from unnest(array['accuracy', 'attention', 'fits']) follower,
    unnest(sites, firsts, lasts) k
  order by 1, 2
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  return (select sum(n) from unnest(counts) n);
end
$function$;

create or replace function app.take_back_dismissal (
  of_attention uuid
)
  returns boolean
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
$function$;

create or replace function app.write_outage_text (
  of_outage uuid,
  words text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if coalesce(words, '') = '' then
    delete from app.outage_texts
    where outage_uuid = of_outage and site_group_uuid = app.group_uuid();
  else
    insert into app.outage_texts (outage_uuid, site_group_uuid, text)
    values (of_outage, app.group_uuid(), words)
    on conflict (outage_uuid, site_group_uuid) do update set text = excluded.text;
  end if;
end
$function$;

alter table app.attention
  add constraint attention_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.attention_checks
  add constraint attention_checks_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.attention_dismissals
  add constraint attention_dismissals_attention_uuid_fkey foreign key (attention_uuid)
    references app.attention(attention_uuid) on delete cascade;

alter table app.attention_dismissals
  add constraint attention_dismissals_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.outage_changes
  add constraint outage_changes_changed_by_fkey foreign key (changed_by)
    references public.users(user_uuid) on delete set null;

alter table app.outage_changes
  add constraint outage_changes_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.outage_texts
  add constraint outage_texts_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.outage_texts
  add constraint outage_texts_outage_uuid_fkey foreign key (outage_uuid)
    references app.outages(outage_uuid) on delete cascade;

alter table app.outages
  add constraint outages_site_uuid_fkey foreign key (site_uuid) references public.sites(site_uuid)
    on delete cascade;

create unique index attention_open on app.attention using btree (site_uuid, kind)
  where (until_utc is null);

create index ix_attention_checks_due_utc on app.attention_checks using btree (due_utc);

create index ix_attention_dismissals_site_group_uuid on app.attention_dismissals
  using btree (site_group_uuid);

create index ix_attention_site_uuid on app.attention using btree (site_uuid, since_utc);

create index ix_outage_changes_changed_by on app.outage_changes using btree (changed_by);

create index ix_outage_changes_site_uuid on app.outage_changes using btree (site_uuid);

create index ix_outage_texts_site_group_uuid on app.outage_texts using btree (site_group_uuid);

create index ix_outages_site_uuid on app.outages using btree (site_uuid, start_utc);

create trigger name_the_writer
  before insert on app.outage_changes
  for each row
  execute function app.name_the_writer();

create trigger outage_changes
  after insert or delete or update on app.outages
  for each row
  execute function app.on_outage_change();

create policy by_site on app.attention
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy by_group on app.attention_dismissals
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_site on app.outage_changes
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy by_group on app.outage_texts
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_site on app.outages
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on column app.attention.attention_uuid is 'Key of the row.';

comment on column app.attention.kind is 'no_production: nothing in daylight. below_p10: less than the P10 of the forecast. silent: no measurements come. forecast_late: no new forecast comes. facts: the measurements contradict what is stated. above_capacity: more power than the stated capacity.';

comment on column app.attention.numbers is 'The figures that show it, by kind, as domain/sites/attention/kinds.ts has them.';

comment on column app.attention.since_utc is 'When the condition began (UTC).';

comment on column app.attention.site_uuid is 'The site.';

comment on column app.attention.until_utc is 'When the service first saw that it had ended (UTC). NULL: it is open.';

comment on column app.attention_checks.checked_utc is 'When the service looked (UTC).';

comment on column app.attention_checks.due_utc is 'When the passing of time alone can change what is found (UTC): a site becomes silent, or its forecast late.';

comment on column app.attention_checks.site_uuid is 'The site.';

comment on column app.attention_checks.version is 'Version of the site whose facts it read.';

comment on column app.attention_dismissals.attention_uuid is 'What was dismissed.';

comment on column app.attention_dismissals.dismissed_by is 'E-mail address of the user at the time.';

comment on column app.attention_dismissals.dismissed_utc is 'When (UTC).';

comment on column app.attention_dismissals.reason is 'battery: a hybrid with a battery. tracker: the modules follow the sun. outage: a known outage. other: as the text says.';

comment on column app.attention_dismissals.site_group_uuid is 'The group whose member did it.';

comment on column app.attention_dismissals.text is 'The reason in words. NULL: none given.';

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the site) or fits (of the baseline).';

comment on column app.outage_changes.change_uuid is 'Key of the change.';

comment on column app.outage_changes.changed_by is 'The user who made the change. NULL: nobody was named, or the user was deleted.';

comment on column app.outage_changes.changed_by_email is 'E-mail address of that user at the time; stays when the user is deleted.';

comment on column app.outage_changes.changed_by_group is 'Group of that user at the time; decides who may read the address.';

comment on column app.outage_changes.changed_through is 'How the change came: form, api or task. NULL: straight into the database.';

comment on column app.outage_changes.created_utc is 'When it was changed (UTC).';

comment on column app.outage_changes.database_role is 'Login of the connection that wrote; nobody can choose it.';

comment on column app.outage_changes.end_utc is 'When it ended (UTC). NULL: it goes on.';

comment on column app.outage_changes.kind is 'outage or curtailment.';

comment on column app.outage_changes.operation is 'marked, changed, removed or put back.';

comment on column app.outage_changes.outage_uuid is 'The outage.';

comment on column app.outage_changes.site_uuid is 'Its site.';

comment on column app.outage_changes.start_utc is 'When it began (UTC).';

comment on column app.outage_texts.outage_uuid is 'The outage.';

comment on column app.outage_texts.site_group_uuid is 'The group whose member wrote it.';

comment on column app.outage_texts.text is 'The text.';

comment on column app.outages.created_utc is 'When it was marked (UTC).';

comment on column app.outages.end_utc is 'When it ended (UTC). NULL: it goes on.';

comment on column app.outages.kind is 'outage: the plant was broken or switched off. curtailment: it was made to produce less.';

comment on column app.outages.outage_uuid is 'Key of the outage.';

comment on column app.outages.removed_utc is 'When it was removed (UTC): it counts for nothing, and can be put back. NULL: it counts.';

comment on column app.outages.site_uuid is 'The site. Kind and times hold for the site, whichever of its groups marked them.';

comment on column app.outages.start_utc is 'When it began (UTC).';

comment on function app.dismiss_attention(uuid, text, text) is 'Hides an open row of app.attention of a site of the scope from the scope''s group, with the reason and words of their own (NULL: none). Returns false when there is no such row. Caller: web roles (sql/sites/attention.ts). Lock: the site''s row of site_revisions.';

comment on function app.edit_outage(uuid, jsonb) is 'Writes those of kind, start_utc, end_utc and removed_utc that the object has to an outage of a site of the scope, and text as that of the scope''s group. Returns false when there is no such outage; throws SC422 when it would end before it starts. Caller: web roles (sql/sites/outages.ts). Lock: the outage''s row, then as app.on_outage_change.';

comment on function app.history_of_site(uuid) is 'Returns the changes of a site, newest first, each with the row before it, and among them what was sent for it (BATCH, with its numbers), what was undone (UNDO), and outages that were marked (OUTAGE). Of another group''s people a member learns no more than what they are: own, admin, other; NULL: nobody was named. Admins also read the history of a deleted site. Caller: web roles (sql/sites/site_history.ts). Lock: none.';

comment on function
  app.mark_outage(uuid, text, timestamp without time zone, timestamp without time zone, text) is
  'Marks an outage or a curtailment of a site of the scope, with the text of the scope''s group (NULL: none), and returns its key. Throws P0002 for a stranger''s site. Caller: web roles (sql/sites/outages.ts). Lock: as app.on_outage_change.';

comment on function app.on_outage_change() is 'Counts up the revision of the site, tells the followers of its measurements between which times they count anew, and writes the change to app.outage_changes. Caller: trigger outage_changes of app.outages. Lock: the site''s row of site_revisions, then its rows of app.changed_ranges.';

comment on function app.take_back_dismissal(uuid) is 'Shows the scope''s group again what it had dismissed. Returns false when it had not, or when the site is not the scope''s. Caller: web roles (sql/sites/attention.ts). Lock: the site''s row of site_revisions.';

comment on function app.write_outage_text(uuid, text) is 'Writes what the scope''s group says about an outage; an empty text or NULL takes it away. Caller: app.mark_outage, app.edit_outage, which have checked the site. Lock: the text''s row.';

comment on table app.attention is 'What is wrong with a site, and since when: written each quarter hour by the service (service/sites/attention.ts). Of a site and kind at most one row is open, and an open row keeps its start.';

comment on table app.attention_checks is 'When the service last looked for what is wrong with a site, and when it looks again though nothing has changed there. A site without a row has not been looked at.';

comment on table app.attention_dismissals is 'Which group does not want to see a row of app.attention any more, and why. Other groups of the site still see it. It holds until the condition ends: the next time is another row.';

comment on table app.outage_changes is 'Every change of an outage, for the history of its site: what it was after the change. Texts are not in it.';

comment on table app.outage_texts is 'What a group has written about an outage. Each group of the site has a text of its own, and sees no other.';

comment on table app.outages is 'When a site could not produce what sun or wind would have given, as its people marked it. Measurements of these times are shown, and left out of accuracy and fits.';

revoke all on function app.dismiss_attention(uuid, text, text) from public;

grant execute
  on function app.dismiss_attention(uuid, text, text)
  to sitecast_app, sitecast_admin;

revoke all on function app.edit_outage(uuid, jsonb) from public;

grant execute on function app.edit_outage(uuid, jsonb) to sitecast_app, sitecast_admin;

revoke all on function app.history_of_site(uuid) from public;

grant execute on function app.history_of_site(uuid) to sitecast_app, sitecast_admin;

revoke all
  on function
    app.mark_outage(uuid, text, timestamp without time zone, timestamp without time zone, text)
  from public;

grant execute
  on function
    app.mark_outage(uuid, text, timestamp without time zone, timestamp without time zone, text)
  to sitecast_app, sitecast_admin;

revoke all on function app.on_outage_change() from public;

revoke all on function app.take_back_dismissal(uuid) from public;

grant execute on function app.take_back_dismissal(uuid) to sitecast_app, sitecast_admin;

revoke all on function app.write_outage_text(uuid, text) from public;

grant select on table app.attention to sitecast_app, sitecast_admin;

grant select on table app.attention_dismissals to sitecast_app;

grant select on table app.outage_texts to sitecast_app;

grant select on table app.outages to sitecast_app, sitecast_admin;
