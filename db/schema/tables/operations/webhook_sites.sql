create table app.webhook_sites (
  site_uuid uuid not null,
  revision bigint not null,
  runs uuid[] not null,
  attention uuid[] not null,
  constraint webhook_sites_pkey primary key (site_uuid),
  constraint webhook_sites_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
) with (fillfactor = 50);

comment on table app.webhook_sites is
  'What webhooks know of a site: the service compares it with the site when its revision has '
  'changed, and takes up what is new as events, whoever wrote it '
  '(sql/operations/webhook_events.ts).';
comment on column app.webhook_sites.site_uuid is 'The site.';
comment on column app.webhook_sites.revision is 'Its revision when it was last compared.';
comment on column app.webhook_sites.runs is 'Runs of 24 hours that were there then.';
comment on column app.webhook_sites.attention is 'Open rows of app.attention that were there then.';
