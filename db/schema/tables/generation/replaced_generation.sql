create table app.replaced_generation (
  batch_id bigint not null,
  site_uuid uuid not null,
  start_utc timestamp not null,
  end_utc timestamp not null,
  generation_power_kw double precision not null,
  generation_uuid uuid not null,
  created_utc timestamp,
  old_batch_id bigint,
  old_batch_power_kw double precision,
  is_deleted boolean not null,
  kept_utc timestamp not null,
  constraint replaced_generation_pkey primary key (batch_id, site_uuid, start_utc, end_utc),
  constraint replaced_generation_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);
create index ix_replaced_generation_site_uuid on app.replaced_generation (site_uuid);
create index ix_replaced_generation_old_batch_id on app.replaced_generation (old_batch_id)
  where old_batch_id is not null;
create index ix_replaced_generation_kept_utc on app.replaced_generation (kept_utc);

comment on table app.replaced_generation is
  'Measurements as they were before a batch replaced or deleted them, kept 30 days so that the '
  'batch can be undone. Of a period that a batch changed several times: as before the first.';
comment on column app.replaced_generation.batch_id is 'The batch that replaced or deleted the row.';
comment on column app.replaced_generation.site_uuid is 'The site of the old row.';
comment on column app.replaced_generation.start_utc is 'Start of its period (UTC).';
comment on column app.replaced_generation.end_utc is 'End of its period (UTC).';
comment on column app.replaced_generation.generation_power_kw is 'Its mean power, in kW.';
comment on column app.replaced_generation.generation_uuid is 'Its key.';
comment on column app.replaced_generation.created_utc is 'When it had been written (UTC).';
comment on column app.replaced_generation.old_batch_id is
  'The batch that had brought it. NULL: it was written in SQL.';
comment on column app.replaced_generation.old_batch_power_kw is
  'Power as that batch had left it, in kW.';
comment on column app.replaced_generation.is_deleted is
  'True: the batch left nothing for the period; false: it left another power.';
comment on column app.replaced_generation.kept_utc is 'When the old row was kept (UTC).';

alter table app.replaced_generation enable row level security;
create policy by_site on app.replaced_generation to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
