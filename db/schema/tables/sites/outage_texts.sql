create table app.outage_texts (
  outage_uuid uuid not null,
  site_group_uuid uuid not null,
  text text not null,
  constraint outage_texts_pkey primary key (outage_uuid, site_group_uuid),
  constraint outage_texts_outage_uuid_fkey foreign key (outage_uuid)
    references app.outages on delete cascade,
  constraint outage_texts_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_outage_texts_site_group_uuid on app.outage_texts (site_group_uuid);

comment on table app.outage_texts is
  'What a group has written about an outage. Each group of the site has a text of its own, and '
  'sees no other.';
comment on column app.outage_texts.outage_uuid is 'The outage.';
comment on column app.outage_texts.site_group_uuid is 'The group whose member wrote it.';
comment on column app.outage_texts.text is 'The text.';

alter table app.outage_texts enable row level security;
create policy by_group on app.outage_texts to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select on app.outage_texts to sitecast_app;
