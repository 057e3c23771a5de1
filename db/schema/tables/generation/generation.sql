create table generation (
  generation_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  generation_power_kw double precision not null,
  start_utc timestamp not null,
  end_utc timestamp not null,
  batch_id bigint,
  batch_power_kw double precision,
  constraint generation_pkey primary key (generation_uuid),
  constraint uniq_cons_site_start_end unique (site_uuid, start_utc, end_utc),
  constraint generation_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_generation_site_uuid on generation (site_uuid);
create index ix_generation_start_utc on generation (start_utc);
create index ix_generation_batch_id on generation (batch_id) where batch_id is not null;

comment on table generation is
  'Power that sites produced, as measured: mean power over [start_utc, end_utc). Table of the '
  'Python SDK; batch_id and batch_power_kw are ours. No constraint and no trigger refuses a row '
  'beyond the keys that the SDK knows.';
comment on column generation.generation_uuid is 'Key of the measurement.';
comment on column generation.created_utc is 'When the row was written (UTC).';
comment on column generation.site_uuid is 'The site that was measured.';
comment on column generation.generation_power_kw is
  'Mean power over the period, in kW. The SDK can store NaN and infinities.';
comment on column generation.start_utc is 'Start of the period (UTC).';
comment on column generation.end_utc is 'End of the period (UTC), excluded.';
comment on column generation.batch_id is
  'The batch that brought the row (app.batches, no foreign key). NULL: it was written in SQL.';
comment on column generation.batch_power_kw is
  'Power as that batch left it, in kW: another one in generation_power_kw was written in SQL.';

alter table generation enable row level security;
create policy by_site on generation to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on generation to sitecast_sdk using (true);
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
grant select on generation to sitecast_app, sitecast_admin;
grant select, delete on generation to sitecast_sdk;
grant insert (generation_uuid, created_utc, site_uuid, generation_power_kw, start_utc, end_utc),
  update (generation_uuid, created_utc, site_uuid, generation_power_kw, start_utc, end_utc)
  on generation to sitecast_sdk;
