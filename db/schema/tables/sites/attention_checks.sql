create table app.attention_checks (
  site_uuid uuid not null,
  checked_utc timestamp not null,
  version integer not null,
  due_utc timestamp not null,
  constraint attention_checks_pkey primary key (site_uuid),
  constraint attention_checks_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
) with (fillfactor = 50);
create index ix_attention_checks_due_utc on app.attention_checks (due_utc);

comment on table app.attention_checks is
  'When the service last looked for what is wrong with a site, and when it looks again though '
  'nothing has changed there. A site without a row has not been looked at.';
comment on column app.attention_checks.site_uuid is 'The site.';
comment on column app.attention_checks.checked_utc is 'When the service looked (UTC).';
comment on column app.attention_checks.version is 'Version of the site whose facts it read.';
comment on column app.attention_checks.due_utc is
  'When the passing of time alone can change what is found (UTC): a site becomes silent, or its '
  'forecast late.';
