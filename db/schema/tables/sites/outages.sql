create table app.outages (
  outage_uuid uuid not null default gen_random_uuid(),
  site_uuid uuid not null,
  kind text not null,
  start_utc timestamp not null,
  end_utc timestamp,
  created_utc timestamp not null default (now() at time zone 'utc'),
  removed_utc timestamp,
  constraint outages_pkey primary key (outage_uuid),
  constraint outages_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade,
  constraint outages_kind_check check (kind in ('outage', 'curtailment')),
  constraint outages_end_utc_check check (end_utc > start_utc)
);
create index ix_outages_site_uuid on app.outages (site_uuid, start_utc);

comment on table app.outages is
  'When a site could not produce what sun or wind would have given, as its people marked it. '
  'Measurements of these times are shown, and left out of accuracy and fits.';
comment on column app.outages.outage_uuid is 'Key of the outage.';
comment on column app.outages.site_uuid is
  'The site. Kind and times hold for the site, whichever of its groups marked them.';
comment on column app.outages.kind is
  'outage: the plant was broken or switched off. curtailment: it was made to produce less.';
comment on column app.outages.start_utc is 'When it began (UTC).';
comment on column app.outages.end_utc is 'When it ended (UTC). NULL: it goes on.';
comment on column app.outages.created_utc is 'When it was marked (UTC).';
comment on column app.outages.removed_utc is
  'When it was removed (UTC): it counts for nothing, and can be put back. NULL: it counts.';

alter table app.outages enable row level security;
create policy by_site on app.outages to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create trigger outage_changes after insert or update or delete on app.outages
  for each row execute function app.on_outage_change();
grant select on app.outages to sitecast_app, sitecast_admin;
