create table app.batch_sites (
  batch_id bigint not null,
  site_uuid uuid not null,
  inserted integer not null default 0,
  replaced integer not null default 0,
  deleted integer not null default 0,
  runs integer not null default 0,
  first_utc timestamp not null,
  last_utc timestamp not null,
  changed_utc timestamp not null,
  constraint batch_sites_pkey primary key (batch_id, site_uuid),
  constraint batch_sites_batch_id_fkey foreign key (batch_id)
    references app.batches on delete cascade,
  constraint batch_sites_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);
create index ix_batch_sites_site_uuid on app.batch_sites (site_uuid, batch_id);

comment on table app.batch_sites is 'What a batch did at each site, in numbers.';
comment on column app.batch_sites.batch_id is 'The batch.';
comment on column app.batch_sites.site_uuid is 'The site.';
comment on column app.batch_sites.inserted is 'Measurements or forecast values that were new.';
comment on column app.batch_sites.replaced is 'Measurements that got another power.';
comment on column app.batch_sites.deleted is 'Measurements or forecast values taken away.';
comment on column app.batch_sites.runs is 'Runs that were new, or withdrawn.';
comment on column app.batch_sites.first_utc is 'Start of the first period touched (UTC).';
comment on column app.batch_sites.last_utc is 'End of the last period touched (UTC).';
comment on column app.batch_sites.changed_utc is
  'When the batch last changed something at this site (UTC).';

alter table app.batch_sites enable row level security;
create policy by_site on app.batch_sites to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
